import { address, daemon, flag, integer, secret, text } from './parsers.js';

/** Where files lie, a folder, or a bucket where one is named; and who looks for malware in them. */
export const storageSpecs = {
  STORAGE_DIR: text({
    fallback: '`DATA_DIR/files`',
    desc: 'The folder for files, where no S3_BUCKET is set. All nodes must see the same one.',
    example: '/mnt/parley-files',
  }),
  S3_BUCKET: text({
    fallback: 'the folder STORAGE_DIR',
    neededWhen: 'another setting that begins with S3_ is set',
    desc: 'The bucket for files, of Amazon S3 or a server that speaks its language.',
    example: 'parley-files',
  }),
  S3_ENDPOINT: address(['http', 'https'], {
    fallback: 'Amazon S3 in S3_REGION',
    desc: 'The address of the server that has the bucket.',
    example: 'https://s3.example.org',
  }),
  S3_REGION: text({
    default: 'us-east-1',
    desc: 'The region of the bucket. Servers other than Amazon’s mostly take the default.',
  }),
  S3_ACCESS_KEY_ID: text({
    fallback: 'what the AWS SDK finds: the role of the machine or container',
    neededWhen: 'S3_SECRET_ACCESS_KEY is set',
    desc: 'The key that may list, read, write and remove in the bucket.',
  }),
  S3_SECRET_ACCESS_KEY: secret({
    fallback: 'what the AWS SDK finds: the role of the machine or container',
    neededWhen: 'S3_ACCESS_KEY_ID is set',
    desc: 'The secret of that key.',
  }),
  S3_FORCE_PATH_STYLE: flag({
    fallback: '`true` with S3_ENDPOINT, `false` without',
    desc: 'Whether the bucket stands in the path of addresses (true) or in the host name (false).',
  }),
  S3_PREFIX: text({
    default: 'parley/',
    desc: 'What all keys in the bucket begin with. Installations that share a bucket need different ones: each clears away what it does not know.',
  }),
  S3_TIMEOUT_MS: integer(
    { min: 100, max: 600_000 },
    { default: 10_000, desc: 'How long the bucket may be silent, in milliseconds. Each request is tried three times.' },
  ),
  CLAMAV_URL: daemon({
    fallback: 'files are not scanned',
    desc: 'ClamAV’s daemon, which is shown every file: `tcp://host:3310` or `unix:/path`. Its StreamMaxLength must be as large as the largest file.',
    example: 'tcp://clamav.example.org:3310',
  }),
  CLAMAV_TIMEOUT_MS: integer(
    { min: 100, max: 600_000 },
    {
      default: 30_000,
      desc: 'How long, in milliseconds, ClamAV may take to be reached, to take a piece of a file, and to answer.',
    },
  ),
} as const;
