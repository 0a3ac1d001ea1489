import type { Config } from '../../src/platform/config/config.js';
import { ChangeEntity, InstallationEntity, StreamEntity } from '../../src/platform/changes/stream.entity.js';
import { openDriver } from '../../src/platform/database/database.module.js';
import { Database } from '../../src/platform/database/database.js';
import { DeadLetters } from '../../src/platform/jobs/dead-letters.js';
import { DeadLetterEntity, JobEntity } from '../../src/platform/jobs/job.entity.js';
import { JobExecutor } from '../../src/platform/jobs/job-executor.js';
import { JobHandlers, type JobHandler } from '../../src/platform/jobs/job-handlers.js';
import { JobDrivers, JobRunner } from '../../src/platform/jobs/job-runner.js';
import { JobSettings } from '../../src/platform/jobs/job-settings.js';
import { JobStore } from '../../src/platform/jobs/job-store.js';
import { jobType } from '../../src/platform/jobs/job-type.js';
import { Platform1763600000000 } from '../../migrations/1763600000000-platform.js';

export interface Probe {
  n: number;
}

export const probe = jobType<Probe>('test', 'probe');

/** Where a node keeps its things; all nodes of one test share it. */
export interface Place {
  dataDir: string;
  databaseUrl?: string;
  redisUrl?: string;
  prefix: string;
}

const schema = {
  entities: [StreamEntity, ChangeEntity, InstallationEntity, JobEntity, DeadLetterEntity],
  migrations: [Platform1763600000000],
};

export function openDatabase({ databaseUrl, dataDir }: Place): Promise<Database> {
  const config = { databaseUrl, dataDir, databasePoolSize: 5 };
  return openDriver(config, schema).then((driver) => new Database(driver));
}

/** The jobs of one process: everything that JobsModule provides, wired by hand so that several live in one test. */
export class JobsNode {
  readonly handlers = new JobHandlers();
  readonly store: JobStore;
  readonly executor: JobExecutor;
  readonly deadLetters: DeadLetters;
  private readonly runner: JobRunner;

  constructor(
    readonly database: Database,
    place: Place,
    handle: JobHandler<Probe>,
    settings: Partial<JobSettings> = {},
    jobsInProcess = true,
  ) {
    const config = { redisUrl: place.redisUrl, jobsInProcess } as Config;
    const jobSettings = new JobSettings({ sweepMs: 300, pollMs: 200, prefix: place.prefix, ...settings });
    this.handlers.register(probe, handle);
    this.store = new JobStore(database, jobSettings);
    this.executor = new JobExecutor(this.store, this.handlers, jobSettings);
    this.deadLetters = new DeadLetters(database);
    const drivers = new JobDrivers(config, this.store, this.executor, this.handlers, jobSettings);
    this.runner = new JobRunner(config, database, this.handlers, this.executor, drivers);
  }

  start(): this {
    this.runner.onApplicationBootstrap();
    return this;
  }

  work(): void {
    this.runner.work();
  }

  async stop(): Promise<void> {
    await this.runner.beforeApplicationShutdown();
    await this.runner.onApplicationShutdown();
  }
}
