import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { IsNull, LessThan, type FindOptionsWhere } from 'typeorm';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { sqlTime } from '../../platform/database/sql.js';
import { failureText } from '../../platform/jobs/job-failure.js';
import { MediaBench } from './media-bench.js';
import { MediaInventory, type Found } from './media-inventory.js';
import { MediaOutcome } from './media-outcome.js';
import { lockMedia, markRemoved } from './media-rows.js';
import { MediaEntity } from './media.entity.js';

const MINUTE_MS = 60_000;
/** With the default of MEDIA_UPLOAD_MINUTES orphans are gone within the hour (docs/operation.md). */
const EVERY_MS = 20 * MINUTE_MS;
/** Longer than it takes from a file that is whole to its row: a job has a minute. */
const ROW_MS = 5 * MINUTE_MS;
const CHUNK = 500;

/** What one round found, for the log and for tests. */
export interface Swept extends Found {
  /** Uploads that nobody sent. */
  expired: number;
  /** Uploads whose job is no more, or was given up. */
  stuck: number;
}

/** Keeps storage and database in step, in both directions, whatever ended in the middle of what. Any node may do it, also two at once. */
@Injectable()
export class MediaSweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Media');
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly inventory: MediaInventory,
    private readonly outcome: MediaOutcome,
    private readonly bench: MediaBench,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweep().catch((error: unknown) => this.logger.warn(`Files could not be swept: ${failureText(error)}`));
    }, EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /**
   * One round. `youngMs`: what is younger is left alone, in milliseconds. A bucket may count the age of a large file from when its upload began, so that is as
   * long as the longest upload, and then some.
   */
  async sweep({ youngMs = this.config.media.uploadMs + ROW_MS } = {}): Promise<Swept> {
    const now = await this.database.now();
    const old = new Date(now.getTime() - youngMs);
    const unsent = new Date(now.getTime() - this.config.media.keepHours * 60 * MINUTE_MS);
    await this.each('Folders of work', () => this.bench.tidy(), undefined);
    const expired = await this.each('What nobody sent', () => this.expire(unsent), 0);
    const stuck = await this.each('What no job works on', () => this.giveUp(old), 0);
    const found = await this.each('Storage', () => this.inventory.compare(old), { orphans: 0, lost: 0 });
    const swept = { expired, stuck, ...found };
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

  /** What cannot be done now is done by the next round, and keeps nobody from the rest. */
  private async each<T>(what: string, work: () => Promise<T>, nothing: T): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.logger.warn(`${what} cannot be swept just now: ${failureText(error)}`);
      return nothing;
    }
  }
}
