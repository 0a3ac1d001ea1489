import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { StorageAway } from './storage-failure.js';

/** A stretch of a file in bytes, both ends included, as in HTTP (RFC 9110, 14.1.2). `end` may lie beyond the last byte, `start` may not. */
export interface ByteRange {
  start: number;
  end?: number;
}

/** What is known of a file without opening it. */
export interface StoredFile {
  key: string;
  /** When it was written, by the clock of the place where it lies. */
  writtenAt: Date;
}

/**
 * Where files lie: a folder, or a bucket where one is configured. Files are bytes under a key, they go through in pieces and are never whole in memory.
 * Keys are made by callers, never by people: `media/0197…/original`, see `checkKey`.
 *
 * Errors of all methods: StorageAway where the place cannot be used, StorageFull where it has no room.
 */
export abstract class Storage {
  /**
   * Stores what `source` gives, to its end. All or nothing: it resolves when the whole file would survive a power cut, and otherwise leaves nothing
   * behind, neither under the key nor half a file elsewhere. A file that had the key before stays until the new one is whole.
   * `source` is used up or destroyed in any case; who destroys an HTTP request can answer it no more, so hand over a stream behind it.
   * @returns the file's size in bytes.
   * @throws the reason of `signal` when that ended it, and the error of `source` as it was. An abort that comes when the file is whole changes nothing.
   */
  abstract write(key: string, source: Readable, options?: { signal?: AbortSignal }): Promise<{ size: number }>;

  /**
   * Opens the file or a stretch of it. Whoever gets the stream reads it to its end or destroys it; a reader may be as slow as it likes. The stream fails
   * with StorageAway when the rest does not come.
   * @throws StorageMissing, and RangeError for a stretch that begins beyond the file's last byte.
   */
  abstract read(key: string, range?: ByteRange): Promise<Readable>;

  /** The file's size in bytes. @throws StorageMissing */
  abstract size(key: string): Promise<number>;

  /** Removes the file. Nothing happens where there is none. */
  abstract remove(key: string): Promise<void>;

  /**
   * All files, in no order; what is written or removed meanwhile may be among them or not. First it clears away what writes left behind that ended with
   * their process (see the drivers for after what time), so somebody should call it every now and then.
   */
  abstract list(): AsyncIterable<StoredFile>;

  /** Writes a small file, reads it again and removes it. @throws StorageAway or StorageFull with what to do about it. */
  async check(): Promise<void> {
    const key = `probe/${randomUUID()}`;
    const said = Buffer.from(`Parley looks whether files can be kept here: ${key}`);
    try {
      await this.write(key, Readable.from([said]));
      const heard = Buffer.concat(await (await this.read(key)).toArray());
      if (!heard.equals(said))
        throw new StorageAway('A file came back other than it was written: see to the disk or the bucket.');
    } finally {
      await this.remove(key);
    }
  }
}

/** File names of most systems end at 255 bytes, and a key is one. */
const MAX_KEY = 240;

/**
 * Lets a key through that every driver can store as it is.
 * @throws RangeError for anything else: a key with capitals, blanks, `..`, an empty part, a slash at an end, or over 240 characters.
 */
export function checkKey(key: string): string {
  if (!isKey(key)) throw new RangeError(`${JSON.stringify(key.slice(0, 100))} cannot be the key of a file.`);
  return key;
}

/** Whether `checkKey` lets it through. */
export function isKey(key: string): boolean {
  return (
    key.length <= MAX_KEY && /^[a-z0-9][a-z0-9/._-]*$/.test(key) && key.split('/').every((part) => !/^\.*$/.test(part))
  );
}

/** @throws RangeError for a stretch that no file of this size has. Gives its first and last byte. `size` may be Infinity where it is not known. */
export function checkRange({ start, end = Infinity }: ByteRange, size: number): { start: number; end: number } {
  if (!Number.isSafeInteger(start) || start < 0 || start >= size || end < start)
    throw new RangeError(`A file of ${size} bytes has no bytes ${start} to ${end}.`);
  return { start, end: Math.min(end, size - 1) };
}
