import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Storage } from '../../platform/storage/storage.js';
import type { FileRole, MediaFileEntity } from './media.entity.js';
import { newFileKey, type StoredFile } from './media-rows.js';

/** No work takes longer once its file is there: what lies about for so long was left by a process that died. */
const WORK_MS = 30 * 60_000;

/** A file that was made and is to be kept. */
export interface MadeFile {
  role: FileRole;
  path: string;
  contentType: string;
}

/** A folder for one piece of work, and the ways between it and storage. */
export interface Bench {
  folder: string;
  /** Brings a file here. Answers its path. */
  fetch(file: Pick<MediaFileEntity, 'id'>): Promise<string>;
  /** Stores files that were made here, each under a new key. All or none. */
  keep(files: readonly MadeFile[]): Promise<StoredFile[]>;
}

/** Gives each piece of work a private folder under DATA_DIR, which goes with it. */
@Injectable()
export class MediaBench {
  private readonly logger = new Logger('Media');
  private readonly place: string;
  private readonly leftMs: number;

  constructor(
    { dataDir, media }: Config,
    private readonly storage: Storage,
  ) {
    this.place = join(dataDir, 'work');
    this.leftMs = media.uploadMs + WORK_MS;
  }

  async around<T>(work: (bench: Bench) => Promise<T>, signal?: AbortSignal): Promise<T> {
    await mkdir(this.place, { recursive: true, mode: 0o700 });
    const folder = await mkdtemp(join(this.place, 'media-'));
    try {
      return await work({
        folder,
        fetch: (file) => this.fetch(file, folder, signal),
        keep: (files) => this.keep(files, signal),
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Removes from storage what turned out not to be wanted. What cannot be removed now, the sweeper finds. */
  async drop(files: readonly Pick<StoredFile, 'id'>[]): Promise<void> {
    for (const { id } of files) {
      await this.storage.remove(id).catch((error: Error) => this.logger.warn(`A file is left over: ${error.message}`));
    }
  }

  /** Clears away what processes left that died at their work. */
  async tidy(): Promise<void> {
    const names = await readdir(this.place).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    for (const name of names) {
      const path = join(this.place, name);
      const found = await stat(path).catch(() => undefined /* it went meanwhile */);
      if (found && Date.now() - found.mtimeMs > this.leftMs) await rm(path, { recursive: true, force: true });
    }
  }

  private async fetch({ id }: Pick<MediaFileEntity, 'id'>, folder: string, signal?: AbortSignal): Promise<string> {
    const path = join(folder, 'in');
    await pipeline(await this.storage.read(id), createWriteStream(path, { mode: 0o600 }), { signal });
    return path;
  }

  private async keep(files: readonly MadeFile[], signal?: AbortSignal): Promise<StoredFile[]> {
    const kept: StoredFile[] = [];
    try {
      for (const { role, path, contentType } of files) {
        const id = newFileKey();
        const { size } = await this.storage.write(id, createReadStream(path), { signal });
        kept.push({ id, role, contentType, size });
      }
      return kept;
    } catch (error) {
      await this.drop(kept);
      throw error;
    }
  }
}
