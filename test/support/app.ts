import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { Config, loadConfig } from '../../src/platform/config/config.js';
import { Database } from '../../src/platform/database/database.js';
import { appOptions, configureApp } from '../../src/platform/http/bootstrap.js';
import { databaseKinds, freshDatabase } from './databases.js';

/** The real app, listening, with a database of its own. */
export interface TestApp {
  /** `http://127.0.0.1:<port>` */
  url: string;
  app: NestExpressApplication;
  database: Database;
  /** The folder with the mail outbox. */
  dataDir: string;
  /** A provider of the running app. */
  get<T>(token: abstract new (...args: never[]) => T): T;
  close(): Promise<void>;
}

/** Starts the whole app in this process. `env` sets variables over those of the tests; rate limits are off unless asked for. */
export async function startApp(kind: 'sqlite' | 'mysql', env: Record<string, string> = {}): Promise<TestApp> {
  const database = await freshDatabase(kind);
  const config = loadConfig({
    NODE_ENV: 'test',
    PORT: '0',
    LOG_LEVEL: 'error',
    RATE_LIMIT_ENABLED: 'false',
    ACCESS_TOKEN_SECONDS: '600', // a suite of hundreds of tests may take minutes
    HEADS_INTERVAL_MS: '500',
    ...database.env,
    ...env,
  });
  const module = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(Config)
    .useValue(config)
    .compile();
  const app = configureApp(module.createNestApplication<NestExpressApplication>(appOptions));
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    app,
    database: app.get(Database),
    dataDir: config.dataDir,
    get: (token) => app.get(token),
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

/**
 * Runs a suite on every database that this run has, each time against an app of its own, and prints the server's version.
 * `app` answers the running app inside tests and hooks.
 */
export function onEachDatabase(suite: (app: () => TestApp) => void, env: Record<string, string> = {}): void {
  describe.each(databaseKinds)('on %s', (kind) => {
    let running: TestApp;
    beforeAll(async () => {
      running = await startApp(kind, env);
      process.stdout.write(`      runs on ${running.database.version}\n`);
    });
    afterAll(() => running.close());
    suite(() => running);
  });
}
