import { Readable } from 'node:stream';

/** The beginning of what flows, and all of it. */
export interface Peeked {
  /** At most as many bytes as were asked for; fewer where there are no more. */
  head: Buffer;
  /** Everything, the head included. Fails as its source does; destroying it destroys its source. */
  stream: Readable;
}

/** Looks at the first bytes of a stream without taking them away. @throws what the stream fails with meanwhile. */
export async function peek(source: Readable, bytes: number): Promise<Peeked> {
  const chunks: Buffer[] = [];
  const rest = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let seen = 0;
  while (seen < bytes) {
    const { value, done } = await rest.next();
    if (done) break;
    chunks.push(value);
    seen += value.length;
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield* chunks.splice(0);
    yield* { [Symbol.asyncIterator]: () => rest };
  }
  const head = Buffer.concat(chunks).subarray(0, bytes);
  return { head, stream: Readable.from(all(), { objectMode: false }) };
}
