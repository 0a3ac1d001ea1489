import { createHash, randomBytes } from 'node:crypto';
import { access, mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { takeIn, type Intake } from '../streams/take-in.js';
import { folderFailure } from './folder-failure.js';
import { Reading } from './reading.js';
import { StorageMissing } from './storage-failure.js';
import { checkKey, checkRange, isKey, Storage, type ByteRange, type StoredFile } from './storage.js';

/** A write touches its draft with every piece, so one that was not touched for an hour has lost its process. */
const ABANDONED_MS = 3_600_000;
/** A character that no key has, where a key has a slash: a file's name is its key, so `list` needs no other record. */
const SLASH = '+';
const DRAFTS = '.drafts';

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;

/**
 * Files in a folder: `a3f/media+0197…+original`. The first part spreads them over 4,096 folders (by a hash of the key), so none grows large. A file is
 * written to `.drafts` in the same file system, flushed, moved to its name in one step, and the move is flushed. Drafts that a process left behind are
 * cleared away by `list` an hour after their last byte. Several nodes may share the folder (NFS or the like).
 */
export class FolderStorage extends Storage {
  private prepared: Promise<void> | undefined;

  /** @param folder Absolute path. Made when it is first used, readable by its owner only. */
  constructor(private readonly folder: string) {
    super();
  }

  async write(key: string, source: Readable, { signal }: { signal?: AbortSignal } = {}): Promise<{ size: number }> {
    const intake = takeIn(source, signal);
    const draft = join(this.folder, DRAFTS, randomBytes(16).toString('hex'));
    try {
      const path = this.pathOf(key);
      await this.prepare();
      await this.fill(draft, intake);
      signal?.throwIfAborted();
      await this.move(draft, path);
      return { size: intake.size() };
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined /* `list` clears it away later */);
      throw intake.broken() ? error : folderFailure(error, this.folder);
    } finally {
      source.destroy();
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const handle = await this.at(key, (path) => open(path, 'r'));
    try {
      const stretch = range && checkRange(range, (await handle.stat()).size);
      return new Reading(handle.createReadStream(stretch), { failure: (error) => folderFailure(error, this.folder) });
    } catch (error) {
      await handle.close();
      throw folderFailure(error, this.folder);
    }
  }

  async size(key: string): Promise<number> {
    return (await this.at(key, (path) => stat(path))).size;
  }

  async remove(key: string): Promise<void> {
    await this.at(key, (path) => rm(path)).catch((error: unknown) => {
      if (!(error instanceof StorageMissing)) throw error;
    });
  }

  async *list(): AsyncIterable<StoredFile> {
    try {
      await this.prepare();
      await this.sweep();
      for (const shelf of await readdir(this.folder)) {
        if (/^[0-9a-f]{3}$/.test(shelf)) yield* this.listShelf(shelf);
      }
    } catch (error) {
      throw folderFailure(error, this.folder);
    }
  }

  private async *listShelf(shelf: string): AsyncIterable<StoredFile> {
    for (const name of await readdir(join(this.folder, shelf))) {
      const key = name.replaceAll(SLASH, '/');
      const found = isKey(key) && shelfOf(key) === shelf && (await unlessGone(stat(join(this.folder, shelf, name))));
      if (found) yield { key, writtenAt: found.mtime };
    }
  }

  private pathOf(key: string): string {
    return join(this.folder, shelfOf(checkKey(key)), key.replaceAll('/', SLASH));
  }

  /** Once per process: a disk that is gone later must not be replaced by an empty folder where it was mounted. */
  private async prepare(): Promise<void> {
    this.prepared ??= mkdir(join(this.folder, DRAFTS), { recursive: true, mode: 0o700 }).then(async (made) => {
      if (made !== undefined) for (const path of [dirname(made), this.folder]) await flushFolder(path);
    });
    try {
      await this.prepared;
    } catch (error) {
      this.prepared = undefined;
      throw error;
    }
  }

  private async fill(draft: string, { chunks }: Intake): Promise<void> {
    const handle = await open(draft, 'wx', 0o600);
    try {
      for await (const chunk of chunks) await handle.writeFile(chunk); // goes on where the last one ended
      await handle.sync();
    } finally {
      await handle.close();
    }
  }

  private async move(draft: string, path: string): Promise<void> {
    const shelf = dirname(path);
    await rename(draft, path).catch(async (error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error;
      await mkdir(shelf, { mode: 0o700 }).catch((failed: unknown) => {
        if (codeOf(failed) !== 'EEXIST') throw failed;
      });
      await flushFolder(this.folder);
      await rename(draft, path);
    });
    await flushFolder(shelf).catch(async (error: unknown) => {
      await rm(path, { force: true });
      throw error;
    });
  }

  /** What `work` makes of the file. @throws StorageMissing where the folder is there and the file is not. */
  private async at<T>(key: string, work: (path: string) => Promise<T>): Promise<T> {
    const path = this.pathOf(key);
    try {
      await this.prepare();
      return await work(path);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw folderFailure(error, this.folder);
      await access(join(this.folder, DRAFTS)).catch((away: unknown) => {
        throw folderFailure(away, this.folder);
      });
      throw new StorageMissing(key, { cause: error });
    }
  }

  private async sweep(): Promise<void> {
    const drafts = join(this.folder, DRAFTS);
    for (const name of await readdir(drafts)) {
      const found = await unlessGone(stat(join(drafts, name)));
      if (found && Date.now() - found.mtimeMs > ABANDONED_MS) await rm(join(drafts, name), { force: true });
    }
  }
}

function shelfOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 3);
}

async function unlessGone<T>(looking: Promise<T>): Promise<T | undefined> {
  return looking.catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
}

/** A name is safe from a power cut when its folder is flushed. Windows knows no such thing and does it by itself. */
async function flushFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, 'r');
    await handle.sync();
  } finally {
    await handle?.close();
  }
}
