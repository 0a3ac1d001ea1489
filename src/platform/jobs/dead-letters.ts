import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { Database } from '../database/database.js';
import { DeadLetterEntity } from './job.entity.js';
import { affected, clock } from './job-sql.js';

/** A job that was given up. */
export interface DeadLetter {
  id: string;
  queue: string;
  name: string;
  /** JSON. May hold personal data and secrets (a reset link): for operators' eyes, never for logs. */
  payload: string;
  attempts: number;
  /** Why the last try failed, secrets hidden. */
  error: string;
  createdAt: Date;
  failedAt: Date;
}

/** The jobs that were given up: an operator sees them here and has them tried again. */
@Injectable()
export class DeadLetters {
  constructor(private readonly database: Database) {}

  /** Newest job first (by the time it was written). `next` is the cursor for `before`, undefined on the last page. `limit` is 1 to 200. */
  async list({ before, limit = 50 }: { before?: string; limit?: number } = {}): Promise<{
    items: DeadLetter[];
    next?: string;
  }> {
    const size = Math.min(Math.max(Math.floor(limit), 1), 200);
    const items = await this.database.read((manager) =>
      manager.find(DeadLetterEntity, {
        where: before ? { id: LessThan(before) } : {},
        order: { id: 'DESC' },
        take: size + 1,
      }),
    );
    const next = items.length > size ? items[size - 1]?.id : undefined;
    return { items: items.slice(0, size), ...(next && { next }) };
  }

  /** Puts the job back, with all its tries before it; it runs within seconds. False when there is no such dead letter (any more). */
  retry(id: string): Promise<boolean> {
    const now = clock(this.database.dialect);
    return this.database.write([], async ({ manager }) => {
      // Takes the row, so that of two who retry at once one finds it gone.
      const found = await affected(manager, 'UPDATE dead_letters SET attempts = attempts WHERE id = ?', [id]);
      if (found === 0) return false;
      await manager.query(
        `INSERT INTO jobs (id, queue, name, payload, attempts, runAt, lockedUntil, lastError, createdAt)
         SELECT id, queue, name, payload, 0, ${now}, NULL, error, createdAt FROM dead_letters WHERE id = ?`,
        [id],
      );
      await manager.query('DELETE FROM dead_letters WHERE id = ?', [id]);
      return true;
    });
  }
}
