import type { EntityManager } from 'typeorm';

/** Which SQL is spoken. */
export type Dialect = 'sqlite' | 'mysql';

/** A job as a transaction writes it. */
export interface NewJob {
  id: string;
  queue: string;
  name: string;
  /** JSON. */
  payload: string;
  /** Milliseconds after the commit's own moment; 0 means at once. */
  delayMs: number;
}

/**
 * The database's clock moved by `ms`, as an SQL expression for a `datetime(3)` column. Every time that nodes compare (`runAt`, `lockedUntil`)
 * comes from here: the clocks of the nodes may be ten minutes apart, and a node that is ahead must not hold its jobs back.
 */
export function clock(dialect: Dialect, ms = 0): string {
  const milliseconds = Math.round(ms); // a number, so it is safe inside the statement
  return dialect === 'mysql'
    ? `(UTC_TIMESTAMP(3) + INTERVAL ${milliseconds * 1000} MICROSECOND)`
    : `strftime('%Y-%m-%d %H:%M:%f', 'now', '${milliseconds / 1000} seconds')`;
}

/** The condition under which a row may be taken: due for at least `overdueMs`, and in nobody's hands. */
export function isFree(dialect: Dialect, overdueMs = 0): string {
  return `runAt <= ${clock(dialect, -overdueMs)} AND (lockedUntil IS NULL OR lockedUntil <= ${clock(dialect)})`;
}

/** Writes the rows of a transaction's jobs. */
export async function insertJobs(manager: EntityManager, dialect: Dialect, jobs: readonly NewJob[]): Promise<void> {
  if (jobs.length === 0) return;
  const rows = jobs.map(({ delayMs }) => `(?, ?, ?, ?, 0, ${clock(dialect, delayMs)}, NULL, NULL, ${clock(dialect)})`);
  await manager.query(
    `INSERT INTO jobs (id, queue, name, payload, attempts, runAt, lockedUntil, lastError, createdAt) VALUES ${rows.join(', ')}`,
    jobs.flatMap(({ id, queue, name, payload }) => [id, queue, name, payload]),
  );
}

/** Runs a statement that changes rows and answers how many it changed, which the two drivers report in different ways. */
export async function affected(manager: EntityManager, sql: string, parameters: unknown[]): Promise<number> {
  if (!manager.queryRunner) throw new Error('Rows are changed inside Database.write only.');
  const result = await manager.queryRunner.query(sql, parameters, true);
  return result.affected ?? 0;
}
