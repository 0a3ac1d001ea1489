import type { EntityManager } from 'typeorm';

/** A statement with its values. */
export interface Statement {
  sql: string;
  values: unknown[];
}

/** `(?,?,?),(?,?,?)` for `rows` rows of `columns` values. */
export function placeholders(rows: number, columns: number): string {
  const row = `(${Array.from({ length: columns }, () => '?').join(',')})`;
  return Array.from({ length: rows }, () => row).join(',');
}

/** A Date as both drivers take it for a `datetime(3)` column in a raw statement: UTC, `YYYY-MM-DD HH:MM:SS.mmm`. */
export function sqlTime(time: Date): string {
  return time.toISOString().slice(0, 23).replace('T', ' ');
}

/** A `datetime(3)` value of a raw statement as a Date: MySQL's driver answers a Date, SQLite a UTC text. */
export function fromSqlTime(value: Date | string): Date {
  return value instanceof Date ? value : new Date(`${value.replace(' ', 'T')}Z`);
}

/** One multi-row INSERT, or none without rows. For hot paths: TypeORM's builder costs more than the statement itself there. */
export function insertOf(table: string, columns: readonly string[], rows: readonly unknown[][]): Statement[] {
  if (rows.length === 0) return [];
  const sql = `INSERT INTO ${table} (${columns.join(',')}) VALUES ${placeholders(rows.length, columns.length)}`;
  return [{ sql, values: rows.flat() }];
}

/** Runs it at once: where what follows reads the rows. */
export async function insertRows(manager: EntityManager, ...insert: Parameters<typeof insertOf>): Promise<void> {
  for (const { sql, values } of insertOf(...insert)) await manager.query(sql, values);
}
