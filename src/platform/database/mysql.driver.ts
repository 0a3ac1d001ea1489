import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { DataSource, type DataSourceOptions, type EntityManager, type QueryRunner } from 'typeorm';
import type { Begun, DatabaseDriver, Done, Locked, StreamState } from './driver.js';
import type { Schema } from './schema.js';
import { fromSqlTime, placeholders, type Statement } from './sql.js';

/** Where the server is and how many connections this process may hold. */
export interface MysqlOptions {
  url: string;
  poolSize: number;
}

const MIGRATION_LOCK = 'parley_migrations';
const MIGRATION_LOCK_SECONDS = 120;
/** MySQL's own 50 s would hold up everybody who waits behind one lock; a write that gives up is tried again. */
const LOCK_WAIT_SECONDS = 2;

/** MySQL and MariaDB through mysql2. The server is asked what it is: TypeORM drifts when told the wrong one of the two. */
export class MysqlDriver implements DatabaseDriver {
  readonly dialect = 'mysql';
  readonly maxBatch = 256;
  private readonly told = new WeakSet<object>();

  private constructor(
    readonly version: string,
    private readonly source: DataSource,
  ) {}

  /** Connects, migrates under a lock that all nodes share, and answers the driver. Rejects with the driver's own error when the server is away. */
  static async open({ url, poolSize }: MysqlOptions, schema: Schema): Promise<MysqlDriver> {
    const lock = await createConnection({ uri: url.replace(/^mariadb:/, 'mysql:'), connectTimeout: 5000 });
    lock.on('error', () => lock.destroy()); // a lost connection rejects the query in hand; without a listener it would end the process
    try {
      const version = await serverVersion(lock);
      await warnIfNotDurable(lock);
      const source = await new DataSource(options(url, poolSize, version, schema)).initialize();
      try {
        await migrateUnderLock(lock, source);
      } catch (error) {
        await source.destroy();
        throw error;
      }
      return new MysqlDriver(version, source);
    } finally {
      lock.destroy(); // lets go of the lock as well
    }
  }

  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return work(this.source.manager);
  }

  snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.source.transaction('REPEATABLE READ', work);
  }

  /**
   * TypeORM's own `transaction(level, …)` sends the level with each transaction; here a connection is told once. And each statement of it is a
   * journey of its own; here the lock and the look travel with the beginning, and the last statements with the commit, which is not reached when one of them fails.
   */
  async transaction<T>(locked: Locked, work: (manager: EntityManager, begun: Begun) => Promise<Done<T>>): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      await this.readCommitted(runner);
      const { result, last } = await work(runner.manager, await begin(runner, locked));
      await together(runner, [...last, { sql: 'COMMIT', values: [] }]);
      return result;
    } catch (error) {
      if (runner.isTransactionActive) {
        await runner.rollbackTransaction().catch(() => {
          // The connection is lost, and the transaction with it: the error that is thrown on says so.
        });
      }
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** Under REPEATABLE READ, MySQL's own default, the loser of a race for a unique key could not see the winner's row. */
  private async readCommitted(runner: QueryRunner): Promise<void> {
    const connection = (await runner.connect()) as object;
    if (this.told.has(connection)) return;
    await runner.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    await runner.query(`SET SESSION innodb_lock_wait_timeout = ${LOCK_WAIT_SECONDS}`);
    this.told.add(connection);
  }

  storeStreams(streams: StreamState[]): Statement[] {
    if (streams.length === 0) return [];
    const sql = `INSERT INTO streams (id, position, seq, counted, movedAt) VALUES ${streams.map(() => '(?,?,?,?,UTC_TIMESTAMP(3))').join(',')}
       ON DUPLICATE KEY UPDATE position = VALUES(position), seq = VALUES(seq), counted = VALUES(counted), movedAt = VALUES(movedAt)`;
    return [{ sql, values: streams.flatMap(({ id, position, seq, counted }) => [id, position, seq, counted]) }];
  }

  async now(): Promise<Date> {
    const [row] = (await this.source.query('SELECT UTC_TIMESTAMP(3) AS now')) as { now: Date | string }[];
    return fromSqlTime(row?.now ?? new Date());
  }

  close(): Promise<void> {
    return this.source.destroy();
  }
}

/** Begins the transaction, takes the streams' rows and looks, in one journey. Each statement sees what was committed before it ran. */
async function begin(runner: QueryRunner, { streams, locks, look }: Locked): Promise<Begun> {
  Object.assign(runner, { isTransactionActive: true, transactionDepth: 1 }); // what TypeORM's `startTransaction` would note
  const list = placeholders(1, streams.length);
  const sql = `SELECT id, position, seq, counted FROM streams WHERE id IN ${list} ORDER BY id FOR UPDATE${locks === 'skip' ? ' SKIP LOCKED' : ''}`;
  const lock = streams.length > 0 ? [{ sql, values: streams }] : [];
  const answers = await together(runner, [{ sql: 'START TRANSACTION', values: [] }, ...lock, ...(look ? [look] : [])]);
  const [held, seen] = lock.length > 0 ? [answers[1], answers[2]] : [[], answers[1]];
  return { streams: held as StreamState[], seen: (seen ?? []) as unknown[] };
}

/** Sends statements in one packet; the first that fails is the last that runs. Answers what each answered. */
async function together(runner: QueryRunner, statements: Statement[]): Promise<unknown[]> {
  const answers: unknown = await runner.query(
    statements.map(({ sql }) => sql).join(';'),
    statements.flatMap(({ values }) => values),
  );
  return statements.length > 1 ? (answers as unknown[]) : [answers];
}

async function serverVersion(connection: Connection): Promise<string> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
  const version = String(rows[0]?.version);
  return /mariadb/i.test(version) ? `MariaDB ${version}` : `MySQL ${version}`;
}

/** An acknowledgement means committed, which holds through a power cut only where the server flushes each commit. */
async function warnIfNotDurable(connection: Connection): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT @@innodb_flush_log_at_trx_commit AS flush');
  if (rows[0]?.flush === 1) return;
  console.warn(
    'This database does not flush each commit (innodb_flush_log_at_trx_commit is not 1): a power cut may lose acknowledged messages.',
  );
}

/** Two nodes may start at once, and one of them died before this lock was taken. The lock needs a connection of its own. */
async function migrateUnderLock(connection: Connection, source: DataSource): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(CONCAT(?, DATABASE()), ?) AS held', [
    `${MIGRATION_LOCK}:`,
    MIGRATION_LOCK_SECONDS,
  ]);
  if (rows[0]?.held !== 1)
    throw new Error(`Another node has been migrating for over ${MIGRATION_LOCK_SECONDS} seconds.`);
  await source.runMigrations({ transaction: 'each' });
}

function options(url: string, poolSize: number, version: string, schema: Schema): DataSourceOptions {
  return {
    type: version.startsWith('MariaDB') ? 'mariadb' : 'mysql',
    url: url.replace(/^mariadb:/, 'mysql:'),
    entities: schema.entities,
    migrations: schema.migrations,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    poolSize,
    connectTimeout: 5000,
    supportBigNumbers: true,
    multipleStatements: true, // values never stand in a statement's text, here or anywhere
    extra: {
      ...{ enableKeepAlive: true, keepAliveInitialDelay: 10_000 }, // a cut that nobody tells of is noticed
      trace: false, // a stack for each query, in case that it fails: TypeORM makes its own
    },
  };
}
