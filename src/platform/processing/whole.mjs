/**
 * Whether a recording is all there. Decoders play what is left of one that was cut off and say nothing (WebM and Ogg: ffmpeg and Mediabunny
 * alike), so the container itself is asked: its parts must end where the file does. Containers that cannot tell count as whole.
 * @param {import('node:fs/promises').FileHandle} file
 * @param {number} size
 * @param {import('./media-thread.js').Container} container
 * @returns {Promise<boolean>}
 */
export async function isWhole(file, size, container) {
  const next = STEPS[container];
  if (!next) return true;
  const head = new Head(file);
  let at = 0;
  while (at < size) {
    const end = next(await head.at(at), at, size);
    if (end === undefined || end <= at || end > size) return false;
    at = end;
  }
  return size > 0;
}

/** Reads along the file in pieces, and gives the first bytes of a part: every part's header is shorter than 300 bytes. */
class Head {
  #start = 0;
  #piece = Buffer.alloc(0);
  #file;

  /** @param {import('node:fs/promises').FileHandle} file */
  constructor(file) {
    this.#file = file;
  }

  /** @param {number} at */
  async at(at) {
    if (at < this.#start || at + 300 > this.#start + this.#piece.length) {
      const { buffer, bytesRead } = await this.#file.read(Buffer.alloc(65_536), 0, 65_536, at);
      [this.#start, this.#piece] = [at, buffer.subarray(0, bytesRead)];
    }
    return this.#piece.subarray(at - this.#start);
  }
}

/**
 * Where the part that begins with these bytes ends, or `undefined` when they are none.
 * @typedef {(head: Buffer, at: number, size: number) => number | undefined} Step
 * @type {Partial<Record<import('./media-thread.js').Container, Step>>}
 */
const STEPS = { matroska, mp4, ogg, wav };

/**
 * RFC 8794: an id, a size, the content. Where the size is unknown, as browsers write it while they record, the content is the next part.
 * @type {Step}
 */
function matroska(head, at) {
  const idLength = Math.clz32(head[0] ?? 0) - 23;
  const sizeLength = Math.clz32(head[idLength] ?? 0) - 23;
  if (idLength > 4 || sizeLength > 8 || head.length < idLength + sizeLength) return undefined;
  let value = BigInt(head.readUInt8(idLength)) & BigInt(0xff >> sizeLength);
  for (let index = 1; index < sizeLength; index += 1) value = (value << 8n) | BigInt(head.readUInt8(idLength + index));
  const unknown = value === (1n << BigInt(7 * sizeLength)) - 1n;
  return at + idLength + sizeLength + (unknown ? 0 : Number(value));
}

/**
 * ISO/IEC 14496-12, 4.2: 0 lasts to the end of the file, 1 has a longer size behind the type.
 * @type {Step}
 */
function mp4(head, at, size) {
  if (head.length < 8) return undefined;
  const length = head.readUInt32BE(0);
  if (length === 0) return size;
  if (length !== 1) return length < 8 ? undefined : at + length;
  return head.length < 16 ? undefined : at + Number(head.readBigUInt64BE(8));
}

/**
 * RFC 3533, 6: a page.
 * @type {Step}
 */
function ogg(head, at) {
  if (head.length < 27 || head.toString('latin1', 0, 4) !== 'OggS') return undefined;
  const segments = head.readUInt8(26);
  if (head.length < 27 + segments) return undefined;
  return at + 27 + segments + head.subarray(27, 27 + segments).reduce((sum, length) => sum + length, 0);
}

/**
 * RIFF: who writes into a pipe cannot know the size and leaves 0 or all ones. What follows the sound is no part of it.
 * @type {Step}
 */
function wav(head, at, size) {
  if (head.length < 12) return undefined;
  const length = head.readUInt32LE(4);
  return length === 0 || length === 0xffffffff || at + 8 + length <= size ? size : undefined;
}
