import type { Given } from './rules.js';

/** The bucket that files lie in. */
export interface BucketSettings {
  readonly name: string;
  /** `undefined`: Amazon's own. */
  readonly endpoint: string | undefined;
  readonly region: string;
  /** `undefined`: the AWS SDK looks for some. */
  readonly keys: { readonly id: string; readonly secret: string } | undefined;
  readonly forcePathStyle: boolean;
  /** Ends with a slash. */
  readonly prefix: string;
  readonly timeoutMs: number;
}

/** `undefined`: none is named, so files lie in a folder. */
export function bucketSettings(given: Given): BucketSettings | undefined {
  if (given.S3_BUCKET === undefined) return undefined;
  const { S3_ACCESS_KEY_ID: id, S3_SECRET_ACCESS_KEY: secret } = given;
  return {
    name: given.S3_BUCKET,
    endpoint: given.S3_ENDPOINT,
    region: given.S3_REGION,
    keys: id !== undefined && secret !== undefined ? { id, secret } : undefined,
    forcePathStyle: given.S3_FORCE_PATH_STYLE ?? given.S3_ENDPOINT !== undefined,
    prefix: given.S3_PREFIX,
    timeoutMs: given.S3_TIMEOUT_MS,
  };
}
