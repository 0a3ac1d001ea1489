import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { DeadLetters } from './dead-letters.js';
import { JobExecutor } from './job-executor.js';
import { JobHandlers } from './job-handlers.js';
import { JobDrivers, JobRunner } from './job-runner.js';
import { JobSettings } from './job-settings.js';
import { JobStore } from './job-store.js';
import { QueueFigures } from './queue-figures.js';

/** Background jobs. Features need `JobHandlers` alone; jobs are written with `tx.enqueue`. */
@Global()
@Module({
  providers: [
    {
      provide: JobSettings,
      inject: [Config],
      useFactory: ({ redisPrefix }: Config) => new JobSettings({ prefix: `${redisPrefix}:jobs` }),
    },
    JobStore,
    JobHandlers,
    JobExecutor,
    JobDrivers,
    JobRunner,
    DeadLetters,
    QueueFigures,
  ],
  exports: [JobHandlers, JobRunner, DeadLetters, QueueFigures],
})
export class JobsModule {}
