import type { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  S3Client,
  type ListMultipartUploadsCommandOutput,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { BucketSettings } from '../config/bucket.js';
import { answerOf, bucketFailure } from './bucket-failure.js';
import { BucketWriter } from './bucket-writer.js';
import { takeIn } from '../streams/take-in.js';
import { Reading } from './reading.js';
import { StorageMissing } from './storage-failure.js';
import { checkKey, checkRange, isKey, Storage, type ByteRange, type StoredFile } from './storage.js';

/** Parts of an upload that nobody finished are cleared away after a day: an upload tells only when it began, and a large one may take hours. */
const ABANDONED_MS = 86_400_000;
/** Each read that is under way holds a connection, however slow its reader. */
const CONNECTIONS = 256;
const ATTEMPTS = 3;

/**
 * Files in a bucket of Amazon S3 or a server that speaks its language. Keys begin with S3_PREFIX there. Loaded only where a bucket is configured: the SDK
 * takes half a second to load.
 *
 * Each request is tried three times, and the server may be silent for `timeoutMs` in each. When the answer to the last request of a write is lost, the
 * bucket is asked whether the file arrived; if that is not answered either, the write has failed and the file may be there all the same, as one that `list`
 * tells of and nobody knows.
 */
export class BucketStorage extends Storage implements OnApplicationShutdown {
  private readonly log = new Logger('storage');
  private readonly client: S3Client;
  /** For bodies: a socket's own time-out would also end a read whose reader is slow. */
  private readonly reader: S3Client;

  constructor(private readonly settings: BucketSettings) {
    super();
    const { timeoutMs } = settings;
    const patience = {
      connectionTimeout: timeoutMs,
      httpAgent: { maxSockets: CONNECTIONS },
      httpsAgent: { maxSockets: CONNECTIONS },
    };
    this.client = new S3Client({
      ...clientConfig(settings),
      requestHandler: { ...patience, socketTimeout: timeoutMs },
    });
    this.reader = new S3Client({
      ...clientConfig(settings),
      requestHandler: { ...patience, requestTimeout: timeoutMs, throwOnRequestTimeout: true },
    });
  }

  async write(key: string, source: Readable, { signal }: { signal?: AbortSignal } = {}): Promise<{ size: number }> {
    const intake = takeIn(source, signal);
    try {
      await new BucketWriter(this.client, this.place(key)).write(intake.chunks, signal);
      return { size: intake.size() };
    } catch (error) {
      signal?.throwIfAborted();
      throw intake.broken() || error instanceof RangeError ? error : this.failure(error);
    } finally {
      source.destroy();
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const failure = (error: unknown) => this.failure(error, key);
    const asked = { ...this.place(key), ...(range && { Range: written(range) }) };
    try {
      const { Body } = await this.reader.send(new GetObjectCommand(asked));
      return new Reading(Body as Readable, { failure, silentMs: this.settings.timeoutMs });
    } catch (error) {
      const { status } = answerOf(error);
      if (status === 416) throw new RangeError(`The file ${key} has no ${asked.Range}.`, { cause: error });
      throw failure(error);
    }
  }

  async size(key: string): Promise<number> {
    const place = this.place(key);
    try {
      return (await this.client.send(new HeadObjectCommand(place))).ContentLength ?? 0;
    } catch (error) {
      throw this.failure(error, key);
    }
  }

  async remove(key: string): Promise<void> {
    const place = this.place(key);
    try {
      await this.client.send(new DeleteObjectCommand(place));
    } catch (error) {
      const failure = this.failure(error, key);
      if (!(failure instanceof StorageMissing)) throw failure;
    }
  }

  async *list(): AsyncIterable<StoredFile> {
    const { name, prefix } = this.settings;
    await this.sweep();
    try {
      for await (const { Contents = [] } of paginateListObjectsV2(
        { client: this.client },
        { Bucket: name, Prefix: prefix },
      )) {
        for (const { Key = '', LastModified } of Contents) {
          const key = Key.slice(prefix.length);
          if (isKey(key) && LastModified) yield { key, writtenAt: LastModified };
        }
      }
    } catch (error) {
      throw this.failure(error);
    }
  }

  onApplicationShutdown(): void {
    this.client.destroy();
    this.reader.destroy();
  }

  private async sweep(): Promise<void> {
    const { name: Bucket, prefix: Prefix } = this.settings;
    const before = Date.now() - ABANDONED_MS;
    try {
      for (let more: { KeyMarker?: string; UploadIdMarker?: string } | undefined = {}; more;) {
        const found: ListMultipartUploadsCommandOutput = await this.client.send(
          new ListMultipartUploadsCommand({ Bucket, Prefix, ...more }),
        );
        for (const { Key, UploadId, Initiated } of found.Uploads ?? [])
          if (Initiated && Initiated.getTime() < before)
            await this.client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
        more = found.IsTruncated
          ? { KeyMarker: found.NextKeyMarker, UploadIdMarker: found.NextUploadIdMarker }
          : undefined;
      }
    } catch (error) {
      // Not every server and not every key may do this, and files can be kept without it.
      this.log.warn(
        `Unfinished uploads cannot be cleared away in the bucket ${Bucket} (${answerOf(error).why}): give it a rule that ends them after some days.`,
      );
    }
  }

  private place(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.settings.name, Key: this.settings.prefix + checkKey(key) };
  }

  private failure(error: unknown, key?: string): Error {
    return bucketFailure(error, this.settings.name, key);
  }
}

/** In HTTP's words. @throws RangeError */
function written(range: ByteRange): string {
  const { start, end } = checkRange(range, Infinity);
  return `bytes=${start}-${end === Infinity ? '' : end}`;
}

function clientConfig({ endpoint, region, keys, forcePathStyle }: BucketSettings): S3ClientConfig {
  return {
    region,
    forcePathStyle,
    ...(endpoint !== undefined && { endpoint }),
    ...(keys && { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } }),
    maxAttempts: ATTEMPTS,
    // Newer versions add checksums that servers other than Amazon's may refuse; TLS and the signature already guard the bytes.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
}
