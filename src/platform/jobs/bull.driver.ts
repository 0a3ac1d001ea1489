import Bull from 'bull';
import { BullConnections } from './bull.connections.js';
import type { JobDriver } from './job-driver.js';
import { JobExecutor } from './job-executor.js';
import { JobHandlers } from './job-handlers.js';
import { JobSettings } from './job-settings.js';
import type { NewJob } from './job-sql.js';
import { JobStore, type JobRef } from './job-store.js';
import { LocalDriver } from './local.driver.js';

const SWEEP_ROWS = 1_000; // per queue and sweep; the rest follows with the next ones

/** Bull's own idea of a dead worker (its default takes a minute). The claim in the table decides; this only frees Bull's list in time. */
const settings: Bull.AdvancedSettings = { lockDuration: 8_000, stalledInterval: 4_000, maxStalledCount: 1_000_000 };

/**
 * Hands the rows of the table to Bull, whose workers on all nodes bring them to the executor. Bull only carries: it counts no tries and keeps
 * nothing, so an emptied Redis is refilled from the table, and a job that comes twice finds its row claimed or gone. What Bull does not
 * deliver within `undeliveredMs`, and everything while Redis is away, runs without it: a dead Redis stops no job.
 */
export class BullDriver implements JobDriver {
  private readonly connections: BullConnections;
  private readonly queues: Map<string, Bull.Queue<JobRef>>;
  private readonly undelivered: LocalDriver;
  private readonly sweeping: NodeJS.Timeout;
  private processing = false;
  private stopped = false;

  constructor(
    redisUrl: string,
    private readonly store: JobStore,
    private readonly executor: JobExecutor,
    private readonly handlers: JobHandlers,
    private readonly jobSettings: JobSettings,
  ) {
    this.connections = new BullConnections(redisUrl);
    const overdueMs = (): number => (this.connections.ready ? jobSettings.undeliveredMs : 0);
    this.undelivered = new LocalDriver(store, executor, handlers, jobSettings, overdueMs);
    this.queues = new Map([...handlers.queues().keys()].map((name) => [name, this.open(name)]));
    this.sweeping = setInterval(() => void this.sweep(), jobSettings.sweepMs);
    this.connections.onReady(() => void this.sweep());
  }

  get bullQueues(): readonly Bull.Queue[] {
    return [...this.queues.values()];
  }

  work(): void {
    this.undelivered.work();
    // Not before Redis answered once: what Bull sends first would be refused and look like an outage.
    this.connections.onReady(() => this.process());
  }

  released(jobs: readonly NewJob[]): void {
    const due = jobs.filter((job) => job.delayMs <= 0);
    void this.hand(due.map(({ id, queue, name }) => ({ id, queue, name, attempts: 0 })));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.sweeping);
    await this.undelivered.stop();
    // `true`: does not wait for the jobs in hand, which the executor sees to.
    await Promise.all([...this.queues.values()].map((queue) => queue.close(true)));
  }

  close(): Promise<void> {
    return this.connections.close();
  }

  private process(): void {
    if (this.processing || this.stopped) return;
    this.processing = true;
    for (const queue of this.queues.values()) {
      const ended = queue.process(this.jobSettings.concurrency, (job) => this.executor.run(job.data));
      ended.catch((error: Error) => this.connections.report(error));
    }
  }

  private open(name: string): Bull.Queue<JobRef> {
    const { prefix } = this.jobSettings;
    const queue = new Bull<JobRef>(name, { prefix, settings, createClient: (type) => this.connections.of(type) });
    queue.on('error', (error) => this.connections.report(error));
    return queue;
  }

  /** Delayed jobs that became due, failed ones that rested long enough, and everything when Redis was emptied. */
  private async sweep(): Promise<void> {
    await this.connections.check();
    if (!this.connections.ready) return;
    try {
      for (const [queue, names] of this.handlers.queues())
        await this.hand(await this.store.free(queue, names, SWEEP_ROWS));
    } catch (error) {
      this.undelivered.report(error);
    }
  }

  /** A row is in Bull at most once per try, for its id there says both; whoever hands it again changes nothing. */
  private async hand(rows: readonly JobRef[]): Promise<void> {
    if (this.stopped || !this.connections.ready) return; // the next sweep, here or on another node, finds the rows
    const options: Bull.JobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true };
    try {
      const handed = rows.map(async (row) => {
        await this.queues.get(row.queue)?.add(row, { ...options, jobId: `${row.id}-${row.attempts}` });
      });
      await Promise.all(handed);
    } catch (error) {
      this.connections.report(error as Error);
    }
  }
}
