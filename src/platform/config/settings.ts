import { googleSpecs } from './google.settings.js';
import { limitSpecs } from './limit-settings.js';
import { mediaSpecs } from './media.settings.js';
import { address, choice, flag, integer, origins, secret, text, type Described, type Rate } from './parsers.js';
import { storageSpecs } from './storage.settings.js';
import { voiceSpecs } from './voice.settings.js';

/** Every variable that Parley reads. Numbers have their unit in the description; the reason for a number stands there too. */
export const specs = {
  NODE_ENV: choice(['development', 'production', 'test'], {
    default: 'development',
    desc: 'How strict the server is. `production` refuses weak secrets, wildcard origins and test switches.',
  }),
  PORT: integer({ min: 0, max: 65535 }, { default: 3000, desc: 'The port to listen on. 0 takes any free port.' }),
  HOST: text({
    default: '0.0.0.0',
    devDefault: '127.0.0.1',
    desc: 'The address to listen on. Outside production only this machine can reach the server unless this is set.',
    example: '0.0.0.0',
  }),
  REQUEST_BODY_SECONDS: integer(
    { min: 1, max: 300 },
    {
      default: 60,
      desc: 'How long the body of a request may take to arrive, in seconds. Files have limits of their own: MEDIA_UPLOAD_MINUTES and MEDIA_SILENCE_SECONDS.',
    },
  ),
  PUBLIC_URL: address(['http', 'https'], {
    fallback: '`http://localhost:PORT`',
    desc: 'Where people reach the server. Links in mails and invitations begin with it, and its origin is always allowed.',
    example: 'https://chat.example.org',
  }),
  DATA_DIR: text({
    default: './data',
    desc: 'The folder for the SQLite file, kept secrets, files and the mail outbox.',
  }),
  DATABASE_URL: address(['mysql', 'mariadb'], {
    fallback: 'SQLite in `DATA_DIR/parley.sqlite`',
    desc: 'A MySQL or MariaDB database.',
    example: 'mysql://parley:password@db.example.org:3306/parley',
  }),
  DATABASE_POOL_SIZE: integer(
    { min: 2, max: 500 },
    { default: 10, desc: 'Connections to the database that one process keeps (MySQL and MariaDB).' },
  ),
  REDIS_URL: address(['redis', 'rediss'], {
    fallback: 'everything in this one process',
    desc: 'Redis, for more than one node: fan-out, queues, presence and shared rate limits.',
    example: 'redis://redis.example.org:6379',
  }),
  REDIS_PREFIX: text({
    default: 'parley',
    desc: 'What all keys and channels in Redis begin with. Installations that share one Redis need different ones.',
  }),
  ...storageSpecs,
  SMTP_URL: address(['smtp', 'smtps'], {
    fallback: 'a readable outbox in `DATA_DIR`',
    desc: 'Where mail is handed over.',
    example: 'smtp://user:password@mail.example.org:587',
  }),
  MAIL_FROM: text({
    fallback: '`Parley <no-reply@HOST OF PUBLIC_URL>`',
    desc: 'The sender of every mail.',
    example: 'Parley <parley@example.org>',
  }),
  FFMPEG_PATH: text({
    fallback: '`ffmpeg` on the PATH, or WebAssembly where there is none',
    desc: 'The ffmpeg that makes voice notes and posters of films. `none` uses none: then recordings other than Opus stay as they are, and films have no poster.',
    example: '/usr/bin/ffmpeg',
  }),
  JWT_SECRET: secret({
    fallback: 'made once and kept in `DATA_DIR/secrets.json`',
    neededWhen: 'NODE_ENV is production, or DATABASE_URL and REDIS_URL are both set (all nodes must share it)',
    desc: 'Signs access tokens. At least 32 random characters: `openssl rand -base64 48` makes one.',
  }),
  ...googleSpecs,
  ACCESS_TOKEN_SECONDS: integer(
    { min: 5, max: 600 },
    {
      default: 300,
      desc: 'Life of an access token in seconds. Never over ten minutes, for it outlives what it was given for.',
    },
  ),
  REFRESH_TOKEN_DAYS: integer({ min: 1, max: 90 }, { default: 7, desc: 'Life of an unused sign-in in days.' }),
  PASSWORD_HASH_KIB: integer(
    { min: 8, max: 1_048_576 },
    {
      default: 19_456,
      testDefault: 64,
      desc: 'Memory that hashing a password takes, in KiB (argon2id with two passes; OWASP: 19 MiB). Less makes guessing cheap: production refuses it.',
    },
  ),
  CORS_ORIGINS: origins({
    fallback: 'any port of localhost outside production, none but PUBLIC_URL in production',
    desc: 'Web origins besides PUBLIC_URL that may call the API and open sockets. `*` is refused in production.',
    example: 'https://app.example.org,https://admin.example.org',
  }),
  TRUST_PROXY: integer(
    { min: 0, max: 10 },
    {
      default: 0,
      desc: 'How many proxies of your own stand in front. With 0 `X-Forwarded-For` is ignored, so nobody can forge an address.',
    },
  ),
  LOG_LEVEL: choice(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
    testDefault: 'error',
    desc: 'The least severe entries that are logged.',
  }),
  LOG_PRETTY: flag({ default: false, devDefault: true, desc: 'Log lines for people instead of JSON.' }),
  SWAGGER: flag({
    default: false,
    devDefault: true,
    desc: 'Serve the API documentation at `/docs` and `/docs/events`.',
  }),
  JOBS_IN_PROCESS: flag({
    default: true,
    desc: 'Whether this process also works on jobs when Redis is set. Turn off where `worker` processes run. Without Redis it always does.',
  }),
  ...limitSpecs,
  ...mediaSpecs,
  ...voiceSpecs,
  UNREAD_MAIL_SECONDS: integer(
    { min: 0, max: 86_400 },
    {
      default: 900,
      desc: 'How long, in seconds, a mention or a direct message waits unread until whoever is not there is told by mail. 0 sends none.',
    },
  ),
  CHANGES_KEEP_DAYS: integer(
    { min: 1, max: 3650 },
    { default: 30, desc: 'Days that the change log is kept. Whoever was away longer loads a fresh snapshot.' },
  ),
  HEADS_INTERVAL_MS: integer(
    { min: 50, max: 60_000 },
    { default: 2000, desc: 'How often, in milliseconds, a node tells its sockets the newest positions.' },
  ),
  MAX_FRAME_BYTES: integer(
    { min: 1024, max: 16_777_216 },
    { default: 131_072, desc: 'The largest frame a socket may send, in bytes. A larger one closes the socket (1009).' },
  ),
  SOCKET_BUFFER_BYTES: integer(
    { min: 16_384, max: 268_435_456 },
    { default: 1_048_576, desc: 'Bytes that may wait for a socket that does not read, before it is dropped.' },
  ),
  SOCKET_BUFFER_PACKETS: integer(
    { min: 10, max: 1_000_000 },
    { default: 1000, desc: 'Packets that may wait for a socket that does not read, before it is dropped.' },
  ),
  METRICS_TOKEN: secret({
    fallback: '`/metrics` answers this machine only',
    desc: 'When set, `/metrics` asks for it as a bearer token.',
  }),
  FAILPOINT: text({
    desc: 'Only for crash tests: `crash-before-announce` or `stop-before-announce`: the process dies or stops there. Refused in production.',
  }),
} as const;

/** One row of the settings table. Values are as they would be written in the environment. */
export interface Setting {
  name: string;
  type: string;
  default: string | undefined;
  /** The default outside production, where it differs. */
  developmentDefault: string | undefined;
  /** In words: what happens when it is not set and no constant can say it. */
  fallback: string | undefined;
  description: string;
  /** In words: when it must be set. */
  requiredWhen: string | undefined;
  example: string | undefined;
  secret: boolean;
}

function written(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'object' && value !== null && 'points' in value) {
    const { points, seconds } = value as Rate;
    return `${points}/${seconds}`;
  }
  return String(value);
}

/** The table that `docs/configuration.md` and `.env.example` are generated from, in the order of the file. */
export const settings: readonly Setting[] = Object.entries<Described<unknown>>(specs).map(([name, spec]) => ({
  name,
  type: spec.type,
  default: written(spec.default),
  developmentDefault: written(spec.devDefault),
  fallback: spec.fallback,
  description: spec.desc,
  requiredWhen: spec.neededWhen,
  example: spec.example,
  secret: spec.secret ?? false,
}));
