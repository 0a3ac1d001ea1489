import { addAbortSignal, type Readable } from 'node:stream';

/** What a stream that is stored has come to. */
export interface Intake {
  /** Its bytes as they come. Can be gone through once, at once. */
  chunks: AsyncGenerator<Buffer>;
  /** Bytes so far. */
  size(): number;
  /** Whether it ended early by an error of its own or by the signal, so that what came is not the whole. */
  broken(): boolean;
}

/**
 * Takes a stream in, and tells its own failures from those of the place that it goes to. From here on its errors are heard, so none ends the process
 * before the first byte is asked for.
 */
export function takeIn(source: Readable, signal?: AbortSignal): Intake {
  let size = 0;
  let broken = false;
  source.on('error', () => undefined); // the loop below throws it
  if (signal && !signal.aborted) addAbortSignal(signal, source);
  if (signal?.aborted) source.destroy();
  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      signal?.throwIfAborted();
      for await (const chunk of source as AsyncIterable<Buffer | string>) {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
        size += bytes.length;
        yield bytes;
      }
    } catch (error) {
      broken = true;
      throw signal?.aborted ? signal.reason : error;
    }
  }
  return { chunks: chunks(), size: () => size, broken: () => broken };
}
