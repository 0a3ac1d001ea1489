// The two databases as whoever fills and explains sees them.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import mysql from 'mysql2/promise';

const libsql = createRequire(import.meta.url)('libsql');

/** SQLite takes at most 32,766 values a statement. */
const ROWS_A_STATEMENT = { sqlite: 500, mysql: 2_000 };
const ROWS_A_COMMIT = 50_000;

/** Inserts rows as they come, many at a time. */
class Store {
  constructor(kind) {
    this.kind = kind;
  }

  async insert(table, columns, rows) {
    let [part, open] = [[], 0];
    await this.exec('BEGIN');
    for (const row of rows) {
      part.push(row);
      if (part.length < ROWS_A_STATEMENT[this.kind]) continue;
      await this.insertPart(table, columns, part);
      open += part.length;
      part = [];
      if (open < ROWS_A_COMMIT) continue;
      await this.exec('COMMIT');
      await this.exec('BEGIN');
      open = 0;
    }
    if (part.length > 0) await this.insertPart(table, columns, part);
    await this.exec('COMMIT');
  }
}

export class SqliteStore extends Store {
  statements = new Map();

  constructor(folder) {
    super('sqlite');
    this.database = new libsql(join(folder, 'parley.sqlite'));
    for (const pragma of ['journal_mode = WAL', 'synchronous = OFF', 'foreign_keys = OFF', 'cache_size = -400000'])
      this.database.pragma(pragma);
  }

  async exec(sql) {
    this.database.exec(sql);
  }

  async query(sql, values = []) {
    const statement = this.statements.get(sql) ?? this.database.prepare(sql);
    if (this.statements.size < 200) this.statements.set(sql, statement);
    return /^\s*(SELECT|EXPLAIN|PRAGMA)/.test(sql) ? statement.all(...values) : statement.run(...values);
  }

  async insertPart(table, columns, rows) {
    const row = `(${columns.map(() => '?').join(',')})`;
    await this.query(
      `INSERT INTO ${table} (${columns.join(',')}) VALUES ${rows.map(() => row).join(',')}`,
      rows.flat(),
    );
  }

  /** No ANALYZE, which the server does not do either. */
  async settle() {
    this.database.pragma('wal_checkpoint(TRUNCATE)');
  }

  async close() {
    this.database.close();
  }
}

export class MysqlStore extends Store {
  static async open(url) {
    const store = new MysqlStore('mysql');
    store.connection = await mysql.createConnection({ uri: url, charset: 'utf8mb4_bin', timezone: 'Z' });
    await store.exec('SET unique_checks = 0, foreign_key_checks = 0');
    return store;
  }

  async exec(sql) {
    await this.connection.query(sql);
  }

  async query(sql, values = []) {
    return (await this.connection.query(sql, values))[0];
  }

  insertPart(table, columns, rows) {
    return this.query(`INSERT INTO ${table} (${columns.join(',')}) VALUES ?`, [rows]);
  }

  /** What the database server does by itself after a while. */
  async settle() {
    const tables = await this.query('SHOW TABLES');
    await this.exec(`ANALYZE TABLE ${tables.map((row) => Object.values(row)[0]).join(', ')}`);
  }

  close() {
    return this.connection.end();
  }
}
