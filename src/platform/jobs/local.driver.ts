import { Logger } from '@nestjs/common';
import type { JobDriver } from './job-driver.js';
import { JobExecutor } from './job-executor.js';
import { failureText } from './job-failure.js';
import { JobHandlers } from './job-handlers.js';
import { JobSettings } from './job-settings.js';
import type { NewJob } from './job-sql.js';
import { JobStore } from './job-store.js';

/** One queue in this process: takes free rows, oldest first, as long as there is a place. */
class LocalQueue {
  private readonly inHand = new Set<string>();
  private looking = false;
  private lookAgain = false;

  constructor(
    private readonly driver: LocalDriver,
    private readonly name: string,
    private readonly jobNames: string[],
  ) {}

  /** Looks for free rows now, one look at a time; whoever asks meanwhile gets another look afterwards. */
  async look(): Promise<void> {
    this.lookAgain = true;
    if (this.looking) return;
    this.looking = true;
    try {
      while (this.lookAgain && this.places() > 0) {
        this.lookAgain = false;
        // A job just taken may not be claimed yet, so its row may still look free.
        const limit = this.inHand.size + this.places();
        const rows = await this.driver.store.free(this.name, this.jobNames, limit, this.driver.overdueMs());
        this.driver.answered();
        for (const row of rows) if (!this.inHand.has(row.id) && this.places() > 0) void this.run(row);
      }
    } catch (error) {
      this.driver.report(error);
    } finally {
      this.looking = false;
    }
  }

  private places(): number {
    return this.driver.stopped ? 0 : this.driver.settings.concurrency - this.inHand.size;
  }

  private async run(job: { id: string; queue: string; name: string }): Promise<void> {
    this.inHand.add(job.id);
    try {
      await this.driver.executor.run(job);
    } catch (error) {
      this.inHand.delete(job.id);
      this.driver.report(error);
      return; // the next poll looks again: at once would be a loop without a pause while the database is away
    }
    this.inHand.delete(job.id);
    await this.look();
  }
}

/**
 * Runs jobs of the table in this process: told by commits, and by a look each second. It is the driver without Redis; beside Bull it runs
 * what has been due for `overdueMs` (asked at each look), which is what Bull lost or cannot deliver.
 */
export class LocalDriver implements JobDriver {
  private readonly logger = new Logger('Jobs');
  private queues = new Map<string, LocalQueue>();
  private timer: NodeJS.Timeout | undefined;
  private away = false;
  stopped = false;
  readonly bullQueues = [];

  constructor(
    readonly store: JobStore,
    readonly executor: JobExecutor,
    private readonly handlers: JobHandlers,
    readonly settings: JobSettings,
    readonly overdueMs: () => number = () => 0,
  ) {}

  work(): void {
    if (this.timer) return;
    this.queues = new Map([...this.handlers.queues()].map(([name, jobs]) => [name, new LocalQueue(this, name, jobs)]));
    this.timer = setInterval(() => this.lookEverywhere(), this.settings.pollMs);
    this.lookEverywhere();
  }

  released(jobs: readonly NewJob[]): void {
    const due = jobs.filter((job) => job.delayMs <= 0);
    for (const queue of new Set(due.map((job) => job.queue))) void this.queues.get(queue)?.look();
  }

  stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Said once per outage: the looks go on each second, and each would say the same. */
  report(error: unknown): void {
    if (!this.away && !this.stopped)
      this.logger.warn(`Jobs wait, because the database cannot be used: ${failureText(error)}`);
    this.away = true;
  }

  /** The database answers (again). */
  answered(): void {
    this.away = false;
  }

  private lookEverywhere(): void {
    for (const queue of this.queues.values()) void queue.look();
  }
}
