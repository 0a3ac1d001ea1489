import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/config.js';
import { Database } from './database.js';
import type { DatabaseDriver } from './driver.js';
import { isUnavailable } from './errors.js';
import { MysqlDriver } from './mysql.driver.js';
import type { Schema } from './schema.js';
import { SqliteDriver } from './sqlite.driver.js';

const RETRY_MS = 1000;

const nameIn = (databaseUrl: string) => new URL(databaseUrl).pathname.slice(1);

/** Picks the driver by the presence of its address, which is the only place that knows. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** With every table and migration of the program. */
  static forRoot(schema: Schema): DynamicModule {
    const database = {
      provide: Database,
      inject: [Config],
      useFactory: async (config: Config) => {
        const opened = new Database(await openDriver(config, schema));
        await opened.now();
        return opened;
      },
    };
    return { module: DatabaseModule, global: true, providers: [database], exports: [database] };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

/**
 * Opens the configured database. A server that is away is waited for, with a message: the process starts with it, whichever came first.
 * `exclusive: false` is for the command line, which may write to a SQLite file beside the server that serves it; `waitMs` is how long it waits, where a
 * server waits for ever.
 * @throws DatabaseRefused when the database refuses us, or is away for longer than that.
 */
export async function openDriver(
  config: Pick<Config, 'databaseUrl' | 'databasePoolSize' | 'dataDir'>,
  schema: Schema,
  { exclusive = true, waitMs = Infinity } = {},
): Promise<DatabaseDriver> {
  const { databaseUrl, databasePoolSize, dataDir } = config;
  if (databaseUrl && nameIn(databaseUrl) === '')
    throw new DatabaseRefused(
      'DATABASE_URL names no database: end it with one, as in mysql://user:password@host:3306/parley.',
    );
  if (!databaseUrl) return SqliteDriver.open(join(dataDir, 'parley.sqlite'), schema, { exclusive });
  const begun = performance.now();
  for (let told = false; ; told = true) {
    try {
      return await MysqlDriver.open({ url: databaseUrl, poolSize: databasePoolSize }, schema);
    } catch (error) {
      if (!isUnavailable(error)) throw refused(error, databaseUrl);
      const { code = 'no reason given' } = error as { code?: string };
      const place = `the database at ${new URL(databaseUrl).host}`;
      if (performance.now() - begun >= waitMs)
        throw new DatabaseRefused(
          `Gave up on ${place}, which does not answer (${code}). Start it, or mend DATABASE_URL.`,
        );
      if (!told) console.warn(`Waiting for ${place}: it does not answer yet (${code}).`);
      await sleep(RETRY_MS);
    }
  }
}

/** The database answers but refuses us: said in a sentence, because waiting will not help. */
export class DatabaseRefused extends Error {}

function refused(error: unknown, databaseUrl: string): unknown {
  const { code } = error as { code?: string };
  if (code?.includes('ACCESS_DENIED'))
    return new DatabaseRefused(
      'The database refuses the user or password in DATABASE_URL. Check both, and that the user may use that database.',
    );
  if (code === 'ER_BAD_DB_ERROR')
    return new DatabaseRefused(
      `The database named in DATABASE_URL does not exist. Create it: CREATE DATABASE ${nameIn(databaseUrl)} CHARACTER SET utf8mb4;`,
    );
  return error;
}
