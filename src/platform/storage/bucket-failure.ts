import { StorageAway, StorageFull, StorageMissing } from './storage-failure.js';

/** What the SDK tells of a failure: the code that the server gave, or a word for how it was not reached, and the status where there was an answer. */
interface BucketError {
  name?: string;
  code?: string;
  $metadata?: { httpStatusCode?: number };
}

/** 507 is what MinIO and Ceph answer without room; the names are theirs and other servers'. */
const FULL =
  /^(XMinio(StorageFull|AdminBucketQuotaExceeded)|(Bucket|Storage)?QuotaExceeded(Exception)?|InsufficientStorage|StorageFull)$/;

/** The server's code and status in an error of the SDK, and what it was in one or two words for people. */
export function answerOf(error: unknown): { name: string; status: number | undefined; why: string } {
  const { name = '', code, $metadata } = (error ?? {}) as BucketError;
  const status = $metadata?.httpStatusCode;
  const why = [status && `HTTP ${status}`, code ?? (name === 'Error' ? (error as Error).message : name)]
    .filter(Boolean)
    .join(', ');
  return { name, status, why };
}

/**
 * What an error of the SDK comes to. Whatever is not an answer about the file itself means that the bucket cannot be used just now.
 * @param key of the file that was asked for, where it may be missing.
 */
export function bucketFailure(error: unknown, bucket: string, key?: string): Error {
  const { name, status, why } = answerOf(error);
  const away = (what: string) => new StorageAway(`${what} (${why}).`, { cause: error });
  if (name === 'NoSuchBucket')
    return away(`There is no bucket ${bucket}: create it, or mend S3_BUCKET, S3_ENDPOINT and S3_REGION`);
  if (status === 404 && key !== undefined) return new StorageMissing(key, { cause: error });
  if (status === 507 || FULL.test(name))
    return new StorageFull(
      `There is no room left in the bucket ${bucket} (${why}): raise its quota or make room on its server.`,
      { cause: error },
    );
  if (status === 401 || status === 403 || /Credentials/.test(name))
    return away(
      `The bucket ${bucket} refuses us: check S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, and that they may list, read, write and remove in it`,
    );
  return away(
    `The bucket ${bucket} cannot be used: see that the server at S3_ENDPOINT runs and may be reached from here, and that S3_REGION is right`,
  );
}
