import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { fromSqlTime, placeholders } from '../database/sql.js';
import { JobSettings } from './job-settings.js';
import { affected, clock, isFree } from './job-sql.js';

/** Enough of a row to find its handler and to run it. */
export interface JobRef {
  id: string;
  queue: string;
  name: string;
  /** Tries begun so far. */
  attempts: number;
}

/** A job in this process's hands. `attempts` counts this try, and proves the claim: whoever takes the job over raises it. */
export interface ClaimedJob extends JobRef {
  /** JSON. */
  payload: string;
  lastError: string | null;
  /** Milliseconds since it was written, or put back from the dead letters. */
  ageMs: number;
}

/**
 * The jobs table. A claim is a conditional UPDATE by the database's clock, so however many processes are told of a job, one gets it.
 * Every later statement names the try as well, so a process whose claim ran out can no longer change anything.
 */
@Injectable()
export class JobStore {
  constructor(
    private readonly database: Database,
    private readonly settings: JobSettings,
  ) {}

  /** Takes the job for `lockMs` and counts the try; undefined when it is gone, not due, or in other hands. */
  claim(id: string): Promise<ClaimedJob | undefined> {
    const { dialect } = this.database;
    return this.database.write([], async ({ manager }) => {
      const taken = await affected(
        manager,
        `UPDATE jobs SET attempts = attempts + 1, lockedUntil = ${clock(dialect, this.settings.lockMs)} WHERE id = ? AND ${isFree(dialect)}`,
        [id],
      );
      if (taken === 0) return undefined;
      const sql = 'SELECT id, queue, name, attempts, payload, lastError, createdAt FROM jobs WHERE id = ?';
      const [row] = await manager.query<(Omit<ClaimedJob, 'ageMs'> & { createdAt: Date | string })[]>(sql, [id]);
      if (!row) return undefined;
      const { createdAt, ...job } = row;
      return { ...job, ageMs: this.database.time.getTime() - fromSqlTime(createdAt).getTime() };
    });
  }

  /** Holds the claim for another `lockMs`. False when the job is in other hands. */
  renew(job: JobRef): Promise<boolean> {
    return this.change(job, `UPDATE jobs SET lockedUntil = ${clock(this.database.dialect, this.settings.lockMs)}`);
  }

  /** The job is done. */
  remove(job: JobRef): Promise<boolean> {
    return this.change(job, 'DELETE FROM jobs');
  }

  /** The try failed: the job runs again after `delayMs`. */
  postpone(job: JobRef, delayMs: number, error: string): Promise<boolean> {
    const runAt = clock(this.database.dialect, delayMs);
    return this.change(job, `UPDATE jobs SET lockedUntil = NULL, runAt = ${runAt}, lastError = ?`, [error]);
  }

  /** The job could not be done just now, which was no try of it: it runs again after `delayMs`. */
  putOff(job: JobRef, delayMs: number, error: string): Promise<boolean> {
    const runAt = clock(this.database.dialect, delayMs);
    const statement = `UPDATE jobs SET lockedUntil = NULL, attempts = attempts - 1, runAt = ${runAt}, lastError = ?`;
    return this.change(job, statement, [error]);
  }

  /** Lets go of the job as if the try had never begun. */
  release(job: JobRef): Promise<boolean> {
    return this.change(job, 'UPDATE jobs SET lockedUntil = NULL, attempts = attempts - 1');
  }

  /** The last try failed: the job moves to the dead letters. */
  bury(job: JobRef, error: string): Promise<boolean> {
    return this.database.write([], async ({ manager }) => {
      const buried = await affected(
        manager,
        `INSERT INTO dead_letters (id, queue, name, payload, attempts, error, createdAt, failedAt)
         SELECT id, queue, name, payload, ?, ?, createdAt, ${clock(this.database.dialect)} FROM jobs WHERE id = ? AND attempts = ?`,
        [Math.min(job.attempts, this.settings.maxAttempts), error, job.id, job.attempts],
      );
      if (buried > 0) await manager.query('DELETE FROM jobs WHERE id = ?', [job.id]);
      return buried > 0;
    });
  }

  /** Jobs of these names that may be taken, oldest first. `overdueMs` asks for those that have been due for so long. */
  free(queue: string, names: readonly string[], limit: number, overdueMs = 0): Promise<JobRef[]> {
    return this.database.read((manager) =>
      manager.query(
        `SELECT id, queue, name, attempts FROM jobs
         WHERE queue = ? AND name IN ${placeholders(1, names.length)} AND ${isFree(this.database.dialect, overdueMs)}
         ORDER BY runAt, id LIMIT ${Math.floor(limit)}`,
        [queue, ...names],
      ),
    );
  }

  private change(job: JobRef, statement: string, values: unknown[] = []): Promise<boolean> {
    const sql = `${statement} WHERE id = ? AND attempts = ?`;
    return this.database.write(
      [],
      async ({ manager }) => (await affected(manager, sql, [...values, job.id, job.attempts])) > 0,
    );
  }
}
