import { randomBytes } from 'node:crypto';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { fromSqlTime } from '../../platform/database/sql.js';
import { schema } from '../../schema.js';
import { clockFinding, doubtful, reason, well, wrong, type Finding } from './finding.js';

const ABOUT = 'database';
const CONNECT_MS = 5_000;

/** Looks at a MySQL or MariaDB database, without migrating it. */
export async function* examineMysql(url: string): AsyncGenerator<Finding> {
  let connection: Connection;
  try {
    connection = await createConnection({
      uri: url.replace(/^mariadb:/, 'mysql:'),
      connectTimeout: CONNECT_MS,
      timezone: 'Z',
    });
  } catch (error) {
    yield wrong(ABOUT, `cannot be opened (${reason(error)})`, mendConnection(reason(error), url));
    return;
  }
  connection.on('error', () => connection.destroy()); // the query in hand is rejected; without a listener the process would end
  try {
    yield* examine(connection);
  } catch (error) {
    yield wrong(ABOUT, `stopped answering (${reason(error)})`, 'Look into the database server’s log.');
  } finally {
    connection.destroy();
  }
}

function mendConnection(code: string, url: string): string {
  const name = new URL(url).pathname.slice(1);
  if (name === '') return 'End DATABASE_URL with the name of a database: mysql://user:password@host:3306/parley.';
  if (code === 'ER_BAD_DB_ERROR') return `Create it: CREATE DATABASE ${name} CHARACTER SET utf8mb4;`;
  if (code.includes('ACCESS_DENIED'))
    return 'Check user and password in DATABASE_URL, and that the user may use that database.';
  return 'Check host and port in DATABASE_URL, and that the server runs and may be reached from here.';
}

async function* examine(connection: Connection): AsyncGenerator<Finding> {
  const askedAt = Date.now();
  const [about] = await rows<{ version: string; name: string; flush: number; binlog: number; now: Date | string }>(
    connection,
    `SELECT VERSION() AS version, DATABASE() AS name, @@innodb_flush_log_at_trx_commit AS flush, @@sync_binlog AS binlog,
       UTC_TIMESTAMP(3) AS now`,
  );
  const { version, flush, binlog, now, name } = about!;
  yield versionFinding(version);
  yield flush === 1
    ? well('durability', 'each commit is flushed to the disk')
    : wrong(
        'durability',
        `innodb_flush_log_at_trx_commit is ${flush}: a power cut may lose messages that were acknowledged`,
        'Set innodb_flush_log_at_trx_commit = 1 in the server’s configuration.',
      );
  if (binlog !== 1 && (await logsBinary(connection)))
    yield doubtful(
      'durability',
      `sync_binlog is ${binlog}: replicas may miss what the primary has`,
      'Set sync_binlog = 1.',
    );
  yield clockFinding('database clock', fromSqlTime(now).getTime(), askedAt, Date.now());
  yield await migrationsFinding(connection);
  yield await privilegesFinding(connection, name);
}

function versionFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isMariaDb = /mariadb/i.test(version);
  const enough = isMariaDb ? major > 10 || (major === 10 && minor >= 6) : major >= 8;
  const told = `${isMariaDb ? 'MariaDB' : 'MySQL'} ${version}`;
  if (enough) return well(ABOUT, told);
  return wrong(ABOUT, `${told} is too old: it knows no SKIP LOCKED`, 'Use MySQL 8.0 or MariaDB 10.6, or newer.');
}

async function logsBinary(connection: Connection): Promise<boolean> {
  const [row] = await rows<{ on: number }>(connection, 'SELECT @@log_bin AS `on`');
  return row?.on === 1;
}

async function migrationsFinding(connection: Connection): Promise<Finding> {
  const [table] = await rows(connection, "SHOW TABLES LIKE 'migrations'");
  const done = table ? await rows<{ name: string }>(connection, 'SELECT name FROM migrations') : [];
  return judgeMigrations(done.map(({ name }) => name));
}

/** What the names of the migrations that ran say. The server runs the others when it starts. */
export function judgeMigrations(done: string[]): Finding {
  const known = schema.migrations.map(({ name }) => name);
  const newer = done.filter((name) => !known.includes(name));
  const pending = known.filter((name) => !done.includes(name));
  if (newer.length > 0)
    return wrong(
      'migrations',
      `the database was migrated by a newer Parley (${newer.join(', ')})`,
      'Start that version, or restore the backup from before it.',
    );
  if (pending.length === 0) return well('migrations', `all ${known.length} have run`);
  return well(
    'migrations',
    `${pending.length} of ${known.length} have not run yet: the server runs them when it starts`,
  );
}

/** Tries what migrations and daily work need, on a table of its own that goes again. */
async function privilegesFinding(connection: Connection, database: string): Promise<Finding> {
  const table = `parley_doctor_${randomBytes(6).toString('hex')}`;
  const steps = [
    ['CREATE', `CREATE TABLE ${table} (id varchar(36) NOT NULL PRIMARY KEY, n integer NOT NULL)`],
    ['ALTER', `ALTER TABLE ${table} ADD COLUMN parent varchar(36) NULL`],
    ['INDEX', `CREATE INDEX ix_${table} ON ${table} (n)`],
    ['REFERENCES', `ALTER TABLE ${table} ADD CONSTRAINT fk_${table} FOREIGN KEY (parent) REFERENCES ${table} (id)`],
    ['INSERT', `INSERT INTO ${table} (id, n) VALUES ('a', 1)`],
    ['UPDATE', `UPDATE ${table} SET n = 2`],
    ['SELECT', `SELECT n FROM ${table} FOR UPDATE`],
    ['DELETE', `DELETE FROM ${table}`],
    ['DROP', `DROP TABLE ${table}`],
  ] as const;
  for (const [privilege, statement] of steps) {
    try {
      await connection.query(statement);
    } catch (error) {
      await connection.query(`DROP TABLE IF EXISTS ${table}`).catch(() => {
        // What is wrong is told below; an empty table that stays does no harm.
      });
      const grant = `Grant it: GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX, DROP, REFERENCES ON \`${database}\`.* TO the user in DATABASE_URL;`;
      return wrong('privileges', `the user may not ${privilege} (${reason(error)})`, grant);
    }
  }
  return well('privileges', 'the user may do all that migrations and daily work need');
}

async function rows<T>(connection: Connection, sql: string): Promise<T[]> {
  const [found] = await connection.query<RowDataPacket[]>(sql);
  return found as T[];
}
