import type { EntityManager } from 'typeorm';
import type { Database, Standing } from './database.js';
import type { StreamId } from './ids.js';
import type { WriteTx } from './write-tx.js';
import { fail } from '../errors/problem.js';

/** Between the look and the lock somebody joined: what was looked up is no longer all. Work that finds so by itself throws it, and is begun again. */
export class Overtaken extends Error {}

const ATTEMPTS = 10;

/**
 * A write that also locks streams which must be looked up first, such as those of all members. Under the lock it looks again, and starts over
 * when there are more than it holds.
 */
export async function writeFound<T>(
  database: Database,
  targets: readonly (StreamId | Standing)[],
  find: (reader: EntityManager) => Promise<StreamId[]>,
  work: (tx: WriteTx, found: StreamId[]) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const locked = new Set(await database.read(find));
    try {
      return await database.write([...targets, ...locked], async (tx) => {
        const found = await find(tx.manager);
        if (found.some((stream) => !locked.has(stream))) throw new Overtaken();
        return work(tx, found);
      });
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
    }
  }
  throw fail('database.unavailable', { retryAfter: 1 });
}
