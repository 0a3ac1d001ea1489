import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '../database/database.js';
import { failureText } from './job-failure.js';
import { JobHandlers } from './job-handlers.js';
import { showQueueFigures } from './job-metrics.js';
import { clock } from './job-sql.js';

/** How many jobs of a queue are due and free, in somebody's hands, resting, and given up. */
export interface QueueFigure {
  queue: string;
  waiting: number;
  active: number;
  delayed: number;
  dead: number;
}

/** `delayed` is a word of MySQL’s own. */
type Row = { queue: string } & Record<'waiting' | 'active' | 'resting' | 'dead', number | string>;

/** A scrape does not wait longer for a database that is away. Milliseconds. */
const PATIENCE_MS = 1_000;

/** Counts the jobs of all queues, in the table, which is the truth with Redis and without. Shown in `/metrics` by every node: the same figures. */
@Injectable()
export class QueueFigures implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger('Jobs');
  private readonly show = () => this.forMetrics();

  constructor(
    private readonly database: Database,
    private readonly handlers: JobHandlers,
  ) {}

  onApplicationBootstrap(): void {
    showQueueFigures(this.show);
  }

  onApplicationShutdown(): void {
    showQueueFigures(undefined, this.show);
  }

  /** By name; the queues of this program also when they are empty. */
  async read(): Promise<QueueFigure[]> {
    const now = clock(this.database.dialect);
    const held = `lockedUntil IS NOT NULL AND lockedUntil > ${now}`;
    const count = (condition: string, name: string) => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS ${name}`;
    const rows = await this.database.read(async (reader) => {
      const waiting = count(`NOT (${held}) AND runAt <= ${now}`, 'waiting');
      const resting = count(`NOT (${held}) AND runAt > ${now}`, 'resting');
      return [
        ...(await reader.query<Row[]>(
          `SELECT queue, ${waiting}, ${count(held, 'active')}, ${resting}, 0 AS dead FROM jobs GROUP BY queue`,
        )),
        ...(await reader.query<Row[]>(
          'SELECT queue, 0 AS waiting, 0 AS active, 0 AS resting, COUNT(*) AS dead FROM dead_letters GROUP BY queue',
        )),
      ];
    });
    return added(rows, [...this.handlers.queues().keys()]);
  }

  private async forMetrics(): Promise<QueueFigure[]> {
    const late = sleep(PATIENCE_MS, undefined, { ref: false }).then((): never => {
      throw new Error(`The database did not answer within ${PATIENCE_MS} ms.`);
    });
    try {
      return await Promise.race([this.read(), late]);
    } catch (error) {
      this.logger.debug(`The queues could not be counted: ${failureText(error)}`);
      return []; // the other figures are worth a scrape without these
    } finally {
      late.catch(() => {
        // The database was in time.
      });
    }
  }
}

function added(rows: Row[], queues: string[]): QueueFigure[] {
  const figures = new Map<string, QueueFigure>();
  for (const queue of [...queues, ...rows.map((row) => row.queue)])
    figures.set(queue, { queue, waiting: 0, active: 0, delayed: 0, dead: 0 });
  for (const { queue, waiting, active, resting, dead } of rows) {
    const figure = figures.get(queue)!;
    figure.waiting += Number(waiting);
    figure.active += Number(active);
    figure.delayed += Number(resting);
    figure.dead += Number(dead);
  }
  return [...figures.values()].sort((a, b) => (a.queue < b.queue ? -1 : 1));
}
