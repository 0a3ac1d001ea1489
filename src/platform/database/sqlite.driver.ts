import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setImmediate as everybodyElse } from 'node:timers/promises';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import type { Begun, DatabaseDriver, Done, Locked, StreamState } from './driver.js';
import type { StreamId } from './ids.js';
import { Mutex } from './mutex.js';
import type { Schema } from './schema.js';
import { placeholders, type Statement } from './sql.js';

const READERS = 3; // an open snapshot holds its connection, and a second BEGIN on one connection throws

interface LibsqlDatabase {
  pragma(statement: string): unknown;
  exec(statement: string): void;
  close(): void;
}
type LibsqlConstructor = new (path: string, options?: { timeout?: number }) => LibsqlDatabase;
const libsql = createRequire(import.meta.url)('libsql') as LibsqlConstructor;

/** Raised when another process already serves this SQLite file. */
export class DatabaseInUse extends Error {}

/**
 * SQLite through libsql: one queued writer, a few read-only connections in WAL mode. TypeORM shares one connection per DataSource, on which
 * concurrent transactions silently corrupt each other (of 50 concurrent inserts none was stored), so every connection here has one user at a time.
 */
export class SqliteDriver implements DatabaseDriver {
  readonly dialect = 'sqlite';
  readonly maxBatch = 32;
  private readonly writing = new Mutex();
  private readonly waiting: ((reader: DataSource) => void)[] = [];

  private constructor(
    readonly version: string,
    private readonly writer: DataSource,
    private readonly idle: DataSource[],
    private readonly serving: LibsqlDatabase | undefined,
  ) {}

  /**
   * Opens the file, migrates it and keeps it for this process. `exclusive: false` is for the command line, which writes beside a server.
   * @throws DatabaseInUse when another server holds the file.
   */
  static async open(path: string, schema: Schema, { exclusive = true } = {}): Promise<SqliteDriver> {
    mkdirSync(dirname(path), { recursive: true });
    const serving = exclusive ? holdFile(path) : undefined;
    const writer = await new DataSource({ ...options(path, schema), migrations: schema.migrations }).initialize();
    await writer.runMigrations({ transaction: 'each' });
    const readers = await Promise.all(
      Array.from({ length: READERS }, async () => {
        const reader = await new DataSource(options(path, schema)).initialize();
        await reader.query('PRAGMA query_only = ON'); // libsql ignores `readonly: true`
        return reader;
      }),
    );
    const [row] = (await writer.query('SELECT sqlite_version() AS version')) as { version: string }[];
    return new SqliteDriver(`SQLite ${row?.version}`, writer, readers, serving);
  }

  async read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const reader = this.idle.pop() ?? (await new Promise<DataSource>((resolve) => this.waiting.push(resolve)));
    try {
      return await work(reader.manager);
    } finally {
      const next = this.waiting.shift();
      if (next) next(reader);
      else this.idle.push(reader);
    }
  }

  snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.read((manager) => manager.transaction(work));
  }

  transaction<T>(
    { streams, look }: Locked,
    work: (manager: EntityManager, begun: Begun) => Promise<Done<T>>,
  ): Promise<T> {
    return this.writing.run(async () => {
      await everybodyElse(); // libsql answers at once, so that a burst of writes would otherwise be one long wait for timers and sockets
      return this.writer.transaction(async (manager) => {
        const held = await this.lockStreams(manager, streams);
        const seen: unknown[] = look ? await manager.query(look.sql, look.values) : [];
        const { result, last } = await work(manager, { streams: held, seen });
        for (const { sql, values } of last) await manager.query(sql, values);
        return result;
      });
    });
  }

  private async lockStreams(manager: EntityManager, streams: StreamId[]): Promise<StreamState[]> {
    // TypeORM begins a deferred transaction; this write takes the file's write lock at once, also for no stream at all.
    const list = placeholders(1, streams.length);
    await manager.query(`UPDATE streams SET position = position WHERE id IN ${list}`, streams);
    return manager.query(`SELECT id, position, seq, counted FROM streams WHERE id IN ${list}`, streams);
  }

  storeStreams(streams: StreamState[]): Statement[] {
    if (streams.length === 0) return [];
    const sql = `INSERT INTO streams (id, position, seq, counted, movedAt)
       SELECT column1, column2, column3, column4, strftime('%Y-%m-%d %H:%M:%f', 'now') FROM (VALUES ${placeholders(streams.length, 4)}) WHERE true
       ON CONFLICT (id) DO UPDATE SET position = excluded.position, seq = excluded.seq, counted = excluded.counted, movedAt = excluded.movedAt`;
    return [{ sql, values: streams.flatMap(({ id, position, seq, counted }) => [id, position, seq, counted]) }];
  }

  now(): Promise<Date> {
    return Promise.resolve(new Date()); // one machine, one clock
  }

  /** The writer goes last: the last connection to close folds the log into the file, which `query_only` ones may not. */
  async close(): Promise<void> {
    await Promise.all(this.idle.map((reader) => reader.destroy()));
    await this.writing.run(() => this.writer.destroy());
    this.serving?.exec('ROLLBACK'); // lets go at once; closing does so only when its statements are collected as garbage
    this.serving?.close();
  }
}

/** Holds a lock file beside the database for as long as the process lives; the system lets go of it however the process ends. */
function holdFile(path: string): LibsqlDatabase {
  const lock = new libsql(`${path}.lock`, { timeout: 0 });
  try {
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch {
    lock.close();
    throw new DatabaseInUse(
      `Another Parley already serves ${path}. Stop it first, or give this one a DATA_DIR of its own (several nodes need DATABASE_URL and REDIS_URL).`,
    );
  }
}

function options(path: string, schema: Schema): DataSourceOptions {
  return {
    type: 'better-sqlite3',
    driver: libsql,
    database: path,
    entities: schema.entities,
    enableWAL: true,
    timeout: 5000,
    prepareDatabase: (database: LibsqlDatabase) => {
      database.pragma('synchronous = FULL'); // an ack means committed, also when the power fails
    },
  };
}
