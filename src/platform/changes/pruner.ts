import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { sqlTime } from '../database/sql.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CHUNK = 1_000;

/** Shortens the change log by age. Who was away longer gets a snapshot; nothing else depends on old changes. */
@Injectable()
export class Pruner implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(Pruner.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.prune().catch((error: Error) => this.logger.warn(`Could not shorten the change log: ${error.message}`));
    }, HOUR_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Deletes what is older than CHANGES_KEEP_DAYS, in small transactions. Answers how many changes went. */
  async prune(): Promise<number> {
    const now = await this.database.now();
    const before = sqlTime(new Date(now.getTime() - this.config.changesKeepDays * DAY_MS));
    for (let total = 0; ;) {
      const deleted = await this.database.write([], async ({ manager }) => {
        const rows: { stream: string; position: number }[] = await manager.query(
          `SELECT stream, position FROM changes WHERE changes.at < ? ORDER BY changes.at LIMIT ${CHUNK}`,
          [before],
        );
        for (const [stream, position] of newestOfEach(rows)) {
          await manager.query('DELETE FROM changes WHERE stream = ? AND position <= ?', [stream, position]);
        }
        return rows.length;
      });
      total += deleted;
      if (deleted < CHUNK) return total;
    }
  }
}

/** Positions grow with time, so everything up to the newest old change of a stream is old. */
function newestOfEach(rows: { stream: string; position: number }[]): Map<string, number> {
  const newest = new Map<string, number>();
  for (const { stream, position } of rows) newest.set(stream, Math.max(position, newest.get(stream) ?? 0));
  return newest;
}
