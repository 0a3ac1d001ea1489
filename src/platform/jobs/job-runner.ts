import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type Bull from 'bull';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { BullDriver } from './bull.driver.js';
import type { JobDriver } from './job-driver.js';
import { JobExecutor } from './job-executor.js';
import { JobHandlers } from './job-handlers.js';
import { JobSettings } from './job-settings.js';
import { JobStore } from './job-store.js';
import { LocalDriver } from './local.driver.js';

/** Makes the driver that the settings ask for, which is the only place that knows: Bull where there is Redis, this process otherwise. */
@Injectable()
export class JobDrivers {
  constructor(
    private readonly config: Config,
    private readonly store: JobStore,
    private readonly executor: JobExecutor,
    private readonly handlers: JobHandlers,
    private readonly settings: JobSettings,
  ) {}

  /** To be called once all handlers are registered. */
  create(): JobDriver {
    const { redisUrl } = this.config;
    return redisUrl
      ? new BullDriver(redisUrl, this.store, this.executor, this.handlers, this.settings)
      : new LocalDriver(this.store, this.executor, this.handlers, this.settings);
  }
}

/** Starts and stops the jobs of this process with the application. */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private driver: JobDriver | undefined;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly handlers: JobHandlers,
    private readonly executor: JobExecutor,
    private readonly drivers: JobDrivers,
  ) {}

  /** @throws Error when a declared kind of job has no handler: the process must not boot. */
  onApplicationBootstrap(): void {
    this.handlers.check();
    const driver = this.drivers.create();
    this.driver = driver;
    this.database.onCommit(({ jobs }) => {
      if (jobs.length > 0) driver.released(jobs);
    });
    if (!this.config.redisUrl || this.config.jobsInProcess) this.work();
  }

  /** The queues in Redis, for looking at them; none without it. */
  get bullQueues(): readonly Bull.Queue[] {
    return this.driver?.bullQueues ?? [];
  }

  /** Begins to run jobs here. The worker process calls this, whatever JOBS_IN_PROCESS says about the nodes. */
  work(): void {
    this.driver?.work();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.driver?.stop();
    await this.executor.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.driver?.close();
  }
}
