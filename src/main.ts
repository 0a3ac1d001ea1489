import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { processConfig } from './platform/config/config.js';
import { Readiness } from './platform/health/readiness.js';
import { announceStart } from './platform/http/banner.js';
import { appOptions, configureApp } from './platform/http/bootstrap.js';
import { stopOnSignals, surviveRejections } from './platform/http/shutdown.js';
import { startFailure } from './platform/http/start-failure.js';
import { openWaitingRoom } from './platform/http/waiting-room.js';
import { createLogger } from './platform/logging/logger.js';
import { NestLogger } from './platform/logging/nest-logger.js';

async function boot(): Promise<void> {
  const config = processConfig();
  const logger = new NestLogger(createLogger(config));
  const closeWaitingRoom = await openWaitingRoom(config.port, config.host);
  const app = configureApp(await NestFactory.create<NestExpressApplication>(AppModule, { ...appOptions, logger }));
  await app.init();
  await closeWaitingRoom();
  await app.listen(config.port, config.host);
  surviveRejections(logger);
  stopOnSignals(async () => {
    app.get(Readiness).stop();
    await app.close();
  }, logger);
  announceStart(app);
}

boot().catch((error: unknown) => {
  console.error(startFailure(error));
  process.exit(1);
});
