import type { AddressInfo } from 'node:net';
import { Logger } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { programVersion } from './version.js';

/** Says where the server listens and with what: a few lines for a person, one log entry in production. */
export function announceStart(app: NestExpressApplication): void {
  const config = app.get(Config);
  const database = app.get(Database).version;
  const { port, address } = app.getHttpServer().address() as AddressInfo;
  if (config.isProduction) {
    const redis = config.redisUrl ? 'used' : 'not used';
    new Logger('start').log({ msg: 'listening', address, port, database, redis, version: programVersion() });
    return;
  }
  const url = config.port === 0 ? `http://localhost:${port}` : config.publicUrl;
  const lines = [
    `Parley ${programVersion()} listens at ${url}`,
    `  database   ${database}${config.databaseUrl ? '' : ` in ${config.dataDir}`}`,
    `  nodes      ${config.redisUrl ? 'joined by Redis' : 'this one alone (REDIS_URL joins several)'}`,
    `  mail       ${config.smtpUrl ? 'by SMTP' : `outbox at ${url}/outbox`}`,
    ...(config.swaggerEnabled ? [`  docs       ${url}/docs (REST), ${url}/docs/events (socket)`] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
