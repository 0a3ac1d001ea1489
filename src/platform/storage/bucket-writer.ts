import { randomUUID } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  HeadObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3';

/**
 * The least that S3 takes for a part that is not the last. Two of them are in memory for each write. All are of one size, which some servers want; with the
 * 10,000 that S3 takes, a file has 48.8 GiB at most.
 */
const PART = 5 * 1024 * 1024;

interface Place {
  Bucket: string;
  Key: string;
}

/**
 * One write to a bucket: a single request for what fits in one part, an upload in parts otherwise, which is called off when it fails.
 * The SDK's own `lib-storage` is not used: an abort rejects there while requests are still under way, so a file could appear after its write had failed.
 */
export class BucketWriter {
  /** Tells our file from one that had the key before. */
  private readonly mark = { write: randomUUID() };

  constructor(
    private readonly client: S3Client,
    private readonly place: Place,
  ) {}

  /** @throws the SDK's error, or what `chunks` or `signal` end with. */
  async write(chunks: AsyncIterable<Buffer>, signal: AbortSignal | undefined): Promise<void> {
    const parts = inParts(chunks);
    const first = await parts.next();
    const second = first.done ? first : await parts.next();
    signal?.throwIfAborted();
    if (second.done) {
      const Body = first.value ?? Buffer.alloc(0);
      return this.finish(() => this.client.send(new PutObjectCommand({ ...this.place, Metadata: this.mark, Body })));
    }
    return this.writeParts([first.value!, second.value], parts, signal);
  }

  private async writeParts(
    begun: Buffer[],
    rest: AsyncIterable<Buffer>,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { UploadId } = await this.client.send(
      new CreateMultipartUploadCommand({ ...this.place, Metadata: this.mark }),
    );
    const sent: CompletedPart[] = [];
    const send = async (Body: Buffer): Promise<void> => {
      const PartNumber = sent.length + 1;
      const part = new UploadPartCommand({ ...this.place, UploadId, PartNumber, Body });
      const { ETag } = await this.client.send(part, { abortSignal: signal });
      sent.push({ PartNumber, ETag });
    };
    try {
      for (const part of begun.splice(0)) await send(part);
      for await (const part of rest) await send(part);
      signal?.throwIfAborted();
      const whole = new CompleteMultipartUploadCommand({ ...this.place, UploadId, MultipartUpload: { Parts: sent } });
      await this.finish(() => this.client.send(whole));
    } catch (error) {
      await this.client
        .send(new AbortMultipartUploadCommand({ ...this.place, UploadId }))
        .catch(() => undefined /* `list` ends it after a day */);
      throw error;
    }
  }

  /**
   * The request that makes the file appear. Nothing calls it off half-way, for nobody would know whether it did; and when its answer is lost, the bucket
   * is asked.
   */
  private async finish(request: () => Promise<unknown>): Promise<void> {
    try {
      await request();
    } catch (error) {
      const there = await this.client
        .send(new HeadObjectCommand(this.place))
        .catch(() => undefined /* then it counts as failed */);
      if (there?.Metadata?.write !== this.mark.write) throw error;
    }
  }
}

async function* inParts(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  let waiting: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes < PART) continue;
    const whole = Buffer.concat(waiting);
    let given = 0;
    for (; whole.length - given >= PART; given += PART) yield whole.subarray(given, given + PART);
    waiting = [whole.subarray(given)];
    bytes -= given;
  }
  if (bytes > 0) yield Buffer.concat(waiting);
  return undefined;
}
