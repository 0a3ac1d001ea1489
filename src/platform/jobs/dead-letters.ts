import { Injectable } from '@nestjs/common';
import { LessThan, type EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import type { WriteTx } from '../database/write-tx.js';
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

/** So many are put back in one transaction, which holds its locks meanwhile. */
const AT_ONCE = 200;

/** The jobs that were given up: an operator sees them here and has them tried again, or drops them. */
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

  /**
   * Puts the job back, with all its tries before it; it runs within seconds. Answers what it was, or undefined when there is no such dead letter (any
   * more): of two who retry at once one gets it.
   */
  async putBack({ manager }: WriteTx, id: string): Promise<DeadLetter | undefined> {
    const letter = await take(manager, id);
    if (!letter) return undefined;
    const now = clock(this.database.dialect);
    await manager.query(
      `INSERT INTO jobs (id, queue, name, payload, attempts, runAt, lockedUntil, lastError, createdAt)
       SELECT id, queue, name, payload, 0, ${now}, NULL, error, ${now} FROM dead_letters WHERE id = ?`,
      [id],
    );
    await manager.query('DELETE FROM dead_letters WHERE id = ?', [id]);
    return letter;
  }

  /** Drops the job for good. Answers what it was, or undefined when there is no such dead letter (any more). */
  async discard({ manager }: WriteTx, id: string): Promise<DeadLetter | undefined> {
    const letter = await take(manager, id);
    if (letter) await manager.query('DELETE FROM dead_letters WHERE id = ?', [id]);
    return letter;
  }

  /** Puts all of them back that are there now. `each` runs in the transaction of each. Answers how many. */
  async putBackAll(each: (tx: WriteTx, letter: DeadLetter) => Promise<void>): Promise<number> {
    let done = 0;
    for (let before: string | undefined; ;) {
      const { items, next } = await this.list({ limit: AT_ONCE, ...(before && { before }) });
      done += await this.database.write([], async (tx) => {
        let some = 0;
        for (const { id } of items) {
          const letter = await this.putBack(tx, id);
          if (!letter) continue;
          await each(tx, letter);
          some += 1;
        }
        return some;
      });
      if (!next) return done;
      before = next;
    }
  }
}

/** Holds the row, so that of two who want it one finds it gone. */
async function take(manager: EntityManager, id: string): Promise<DeadLetter | undefined> {
  const found = await affected(manager, 'UPDATE dead_letters SET attempts = attempts WHERE id = ?', [id]);
  return found === 0 ? undefined : ((await manager.findOneBy(DeadLetterEntity, { id })) ?? undefined);
}
