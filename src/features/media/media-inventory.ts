import { Injectable, Logger } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import { sqlTime } from '../../platform/database/sql.js';
import { failureText } from '../../platform/jobs/job-failure.js';
import { StorageMissing } from '../../platform/storage/storage-failure.js';
import { Storage, type StoredFile } from '../../platform/storage/storage.js';
import { MediaOutcome } from './media-outcome.js';
import { MediaFileEntity } from './media.entity.js';
import { isMark, StorageMark } from './storage-mark.js';

const CHUNK = 500;
/** So many orphans are removed in one round; the next takes the rest. */
const MOST_ORPHANS = 10_000;
const NOTHING = { orphans: 0, lost: 0 };

/** What one look through storage found. */
export interface Found {
  /** Files in storage that nothing refers to. */
  orphans: number;
  /** Uploads whose file is not in storage any more. */
  lost: number;
}

/** Compares what lies in storage with what the database says that there is. */
@Injectable()
export class MediaInventory {
  private readonly logger = new Logger('Media');

  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly outcome: MediaOutcome,
    private readonly mark: StorageMark,
  ) {}

  /**
   * Looks whether storage is this installation's, and whether it is so alone: what is missing or left over in another's says nothing.
   * Then goes through storage once, page by page, and leaves alone what is younger than `before`. Where fewer files are there than the rows say, each row is looked
   * after: that takes a question to storage for each, so it is not done without a sign.
   */
  async compare(before: Date): Promise<Found> {
    if (!(await this.mark.stands())) {
      this.logger.error(
        `Storage is not swept: it has no file ${await this.mark.key()}. Is it the right folder or bucket, and mounted? Else put an empty file of that name there.`,
      );
      return NOTHING;
    }
    const expected = await this.database.read((reader) => reader.count(MediaFileEntity));
    const own = await this.mark.key();
    const orphans: string[] = [];
    let found = 0;
    for await (const page of inPages(this.storage.list(), CHUNK)) {
      const foreign = page.find(({ key }) => isMark(key) && key !== own);
      if (foreign) {
        this.logger.error(
          `Storage is not swept: ${foreign.key} shows that another installation keeps files there. Give each its own folder or bucket; remove that file if there is no other.`,
        );
        return NOTHING;
      }
      const files = page.filter(({ key }) => !isMark(key));
      const known = await this.known(files.map(({ key }) => key));
      found += known.size;
      for (const { key, writtenAt } of files) if (!known.has(key) && writtenAt < before) orphans.push(key);
    }
    let removed = 0;
    for (const key of orphans.slice(0, MOST_ORPHANS)) if (await this.removeOrphan(key)) removed += 1;
    return { orphans: removed, lost: found < expected ? await this.findLost(before) : 0 };
  }

  private async known(keys: string[]): Promise<Set<string>> {
    const rows = await this.database.read((reader) => reader.findBy(MediaFileEntity, { id: In(keys) }));
    return new Set(rows.map(({ id }) => id));
  }

  /** Asks once more: its row may have come while storage was gone through. What cannot be removed now is found by the next round. */
  private async removeOrphan(key: string): Promise<boolean> {
    if ((await this.known([key])).has(key)) return false;
    try {
      await this.storage.remove(key);
      return true;
    } catch (error) {
      this.logger.warn(`The file ${key}, which belongs to nothing, cannot be removed: ${failureText(error)}`);
      return false;
    }
  }

  private async findLost(before: Date): Promise<number> {
    let lost = 0;
    for (let after = ''; ;) {
      const from: string = after;
      const rows: { id: string; mediaId: string }[] = await this.database.read((reader) =>
        reader.query(
          `SELECT f.id, f.mediaId FROM media_files f JOIN media m ON m.id = f.mediaId
           WHERE f.id > ? AND m.removedAt IS NULL AND m.state <> 'failed' AND m.createdAt < ? ORDER BY f.id LIMIT ${CHUNK}`,
          [from, sqlTime(before)],
        ),
      );
      for (const { id, mediaId } of rows) {
        if (await this.isThere(id)) continue;
        this.logger.error(`The file ${id} of upload ${mediaId} is not in storage any more.`);
        if (await this.outcome.fail(mediaId, { reason: 'lost', missing: id })) lost += 1;
      }
      if (rows.length < CHUNK) return lost;
      after = rows.at(-1)!.id;
    }
  }

  private async isThere(key: string): Promise<boolean> {
    try {
      await this.storage.size(key);
      return true;
    } catch (error) {
      if (error instanceof StorageMissing) return false;
      throw error;
    }
  }
}

async function* inPages(files: AsyncIterable<StoredFile>, size: number): AsyncGenerator<StoredFile[]> {
  let page: StoredFile[] = [];
  for await (const file of files) {
    page.push(file);
    if (page.length < size) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
