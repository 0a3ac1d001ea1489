import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { processConfig } from './platform/config/config.js';
import { stopOnSignals, surviveRejections } from './platform/http/shutdown.js';
import { startFailure } from './platform/http/start-failure.js';
import { JobRunner } from './platform/jobs/job-runner.js';
import { createLogger } from './platform/logging/logger.js';
import { NestLogger } from './platform/logging/nest-logger.js';
import { joinAsWorker } from './platform/realtime/nodes.js';

/** The whole application without its doors: the same modules, and nothing but jobs. */
async function boot(): Promise<void> {
  const config = processConfig();
  const missing = [!config.databaseUrl && 'DATABASE_URL', !config.redisUrl && 'REDIS_URL'].filter(Boolean);
  if (missing.length > 0) {
    const needs = 'A worker needs DATABASE_URL and REDIS_URL; on SQLite the server itself does all jobs.';
    console.error(`${needs} Missing: ${missing.join(', ')}.`);
    process.exit(1);
  }
  const logger = new NestLogger(createLogger(config));
  const app = await NestFactory.createApplicationContext(AppModule, { logger, abortOnError: false });
  surviveRejections(logger);
  const leave = joinAsWorker(app);
  stopOnSignals(async () => {
    await app.close();
    leave();
  }, logger);
  app.get(JobRunner).work();
  logger.log('The worker takes jobs.', 'worker');
}

boot().catch((error: unknown) => {
  console.error(startFailure(error));
  process.exit(1);
});
