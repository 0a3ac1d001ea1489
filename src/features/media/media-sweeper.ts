import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { In, IsNull, LessThan, type FindOptionsWhere } from 'typeorm';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { sqlTime } from '../../platform/database/sql.js';
import { StorageMissing } from '../../platform/storage/storage-failure.js';
import { Storage, type StoredFile } from '../../platform/storage/storage.js';
import { MediaBench } from './media-bench.js';
import { MediaOutcome } from './media-outcome.js';
import { lockMedia, markRemoved } from './media-rows.js';
import { MediaEntity, MediaFileEntity } from './media.entity.js';

const MINUTE_MS = 60_000;
/** Orphans are gone within the hour (docs/operations): they are looked for so often, once they are so old. */
const EVERY_MS = 20 * MINUTE_MS;
/** Longer than any write or job takes between a file and its row: a job has a minute. */
const YOUNG_MS = 15 * MINUTE_MS;
const CHUNK = 500;

/** What one round found, for the log and for tests. */
export interface Swept {
  /** Uploads that nobody sent. */
  expired: number;
  /** Uploads whose job is no more, or was given up. */
  stuck: number;
  /** Files in storage that nothing refers to. */
  orphans: number;
  /** Uploads whose file is not in storage any more. */
  lost: number;
}

/** Keeps storage and database in step, in both directions, whatever ended in the middle of what. Any node may do it, also two at once. */
@Injectable()
export class MediaSweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Media');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly outcome: MediaOutcome,
    private readonly bench: MediaBench,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweep().catch((error: Error) => this.logger.warn(`Files could not be swept: ${error.message}`));
    }, EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** One round. `youngMs`: what is younger is left alone, in milliseconds. */
  async sweep({ youngMs = YOUNG_MS } = {}): Promise<Swept> {
    await this.bench.tidy();
    const now = await this.database.now();
    const old = new Date(now.getTime() - youngMs);
    const unsent = new Date(now.getTime() - this.config.media.keepHours * 60 * MINUTE_MS);
    const expired = await this.expire(unsent);
    const stuck = await this.giveUp(old);
    const swept = { expired, stuck, ...(await this.compare(old)) };
    if (Object.values(swept).some((count) => count > 0)) this.logger.log(`Swept ${JSON.stringify(swept)}.`);
    return swept;
  }

  /** What nobody sent in time. What its message took along into nothing (a channel that was deleted) is among it. */
  private async expire(before: Date): Promise<number> {
    const where: FindOptionsWhere<MediaEntity> = {
      ...{ messageId: IsNull(), purpose: 'message', removedAt: IsNull(), createdAt: LessThan(before) },
    };
    for (let total = 0; ;) {
      const count = await this.database.write([], async (tx) => {
        const found = await tx.manager.find(MediaEntity, { where, take: CHUNK, order: { createdAt: 'ASC' } });
        const ids = found.map(({ id }) => id);
        const rows = await lockMedia(tx.manager, this.database, ids); // what is sent at this moment stays
        await markRemoved(
          tx,
          rows.filter(({ messageId }) => messageId === null),
        );
        return found.length;
      });
      total += count;
      if (count < CHUNK) return total;
    }
  }

  /** A job that was given up leaves no handler to say so. */
  private async giveUp(before: Date): Promise<number> {
    const rows: { id: string }[] = await this.database.read((reader) =>
      reader.query(
        `SELECT m.id FROM media m LEFT JOIN jobs j ON j.id = m.jobId
         WHERE m.state = 'processing' AND m.createdAt < ? AND m.removedAt IS NULL AND j.id IS NULL LIMIT ${CHUNK}`,
        [sqlTime(before)],
      ),
    );
    for (const { id } of rows) await this.outcome.fail(id, { reason: 'given_up' });
    return rows.length;
  }

  /**
   * Goes through storage once, page by page. Where fewer files are there than the rows say, each row is looked after: that takes a question to
   * storage for each, so it is not done without a sign.
   */
  private async compare(before: Date): Promise<Pick<Swept, 'orphans' | 'lost'>> {
    const expected = await this.database.read((reader) => reader.count(MediaFileEntity));
    let orphans = 0;
    let found = 0;
    for await (const page of inPages(this.storage.list(), CHUNK)) {
      const rows = await this.database.read((reader) =>
        reader.findBy(MediaFileEntity, { id: In(page.map(({ key }) => key)) }),
      );
      const known = new Set(rows.map(({ id }) => id));
      found += known.size;
      for (const { key, writtenAt } of page) {
        if (known.has(key) || writtenAt >= before) continue;
        await this.storage.remove(key);
        orphans += 1;
      }
    }
    return { orphans, lost: found < expected ? await this.findLost(before) : 0 };
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
