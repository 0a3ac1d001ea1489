import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import type { Begun, DatabaseDriver, Done, Locked } from './driver.js';
import { isLockTimeout, isRetryable } from './errors.js';
import type { StreamId } from './ids.js';
import type { Statement } from './sql.js';
import { WriteTx, type Commit } from './write-tx.js';

/** A permission that was granted on a stream's owner and that the write checks again under its lock. */
export interface Standing {
  readonly stream: StreamId;
  /** @throws Problem when what the grant stood on is gone. */
  stillStands(manager: EntityManager): Promise<void>;
}

const ATTEMPTS = 8;

type Transaction<T> = [Locked, (manager: EntityManager, begun: Begun) => Promise<Done<T>>];

/** How a write waits, and what it asks first. */
interface WriteOptions {
  /** With `skip` a stream that somebody else holds is left out instead of waited for: `tx.holds` tells. */
  locks?: 'wait' | 'skip';
  /** Without it a lock that does not come free in time is reported at once, and not tried again. */
  patient?: boolean;
  /** A question whose answer `work` needs first: it travels with the locks and is answered under them, which saves a journey. */
  look?: Statement;
}

/** The one door to the database. Reads go past the writer; every durable write of the domain goes through `write`. */
export class Database {
  private readonly listeners: ((commit: Commit) => void)[] = [];

  /** Milliseconds that the database's clock is ahead of this machine's. */
  private skewMs = 0;

  constructor(private readonly driver: DatabaseDriver) {}

  /** `sqlite` or `mysql` (MariaDB included): for the few statements that must differ. */
  get dialect(): 'sqlite' | 'mysql' {
    return this.driver.dialect;
  }

  /** The server's own name and version, for example `MariaDB 10.11.19`. */
  get version(): string {
    return this.driver.version;
  }

  /** How many waiting inputs one set-based write should take: 256 on MySQL, 32 on SQLite, whose write holds the event loop. */
  get maxBatch(): number {
    return this.driver.maxBatch;
  }

  /** Runs queries that change nothing. For several queries that must agree with one another use `snapshot`. */
  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.driver.read(work);
  }

  /** Runs queries on one consistent state. */
  snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.driver.snapshot(work);
  }

  /**
   * Asks the database's clock, which nodes with different clocks agree on, and remembers how far this machine's is off. It was asked at some moment
   * between the question and the answer, so what was known stands unless that is too early or too late: a slow answer moves no time.
   */
  async now(): Promise<Date> {
    const asked = Date.now();
    const now = await this.driver.now();
    const answered = Date.now();
    this.skewMs = Math.min(Math.max(this.skewMs, now.getTime() - answered), now.getTime() - asked);
    return now;
  }

  /** The time by the database's clock, as far as it was last asked: at the start and every few seconds by `Heads`. */
  get time(): Date {
    return new Date(Date.now() + this.skewMs);
  }

  /**
   * One transaction at READ COMMITTED. Its first statement locks `targets` in sorted order, so that positions are commit order; a grant among
   * them is checked again under the lock. Facts and jobs of the transaction leave after the commit and only then.
   * Deadlocks are retried, so `work` may run more than once.
   */
  async write<T>(
    targets: readonly (StreamId | Standing)[],
    work: (tx: WriteTx, seen: unknown[]) => Promise<T>,
    { locks = 'wait', patient = true, look }: WriteOptions = {},
  ): Promise<T> {
    const streams = [...new Set(targets.map((target) => (typeof target === 'string' ? target : target.stream)))].sort();
    const grants = targets.filter((target) => typeof target !== 'string');
    const { result, commit } = await this.untilDone(patient, { streams, locks, look }, async (manager, begun) => {
      const tx = new WriteTx(manager, begun.streams, this.time);
      for (const grant of grants) await grant.stillStands(manager);
      const result = await work(tx, begun.seen);
      const { commit, last } = await tx.flush(this.driver);
      return { result: { result, commit }, last };
    });
    for (const listener of this.listeners) listener(commit);
    return result;
  }

  /**
   * Calls `listener` after every commit of this process. It must not throw and not wait. Commits of one stream come in their order, but for two that
   * cross: InnoDB frees the locks of a commit before it has flushed and answered it, so the next may be answered in the same moment (seen on MariaDB).
   * Positions tell, and clients put frames that cross in order.
   */
  onCommit(listener: (commit: Commit) => void): void {
    this.listeners.push(listener);
  }

  /** Rejects when the database does not answer. */
  async ping(): Promise<void> {
    await this.driver.read((manager) => manager.query('SELECT 1'));
  }

  /** Lets go of all connections, once the writes in hand are done. */
  close(): Promise<void> {
    return this.driver.close();
  }

  private async untilDone<T>(patient: boolean, ...[locked, work]: Transaction<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.driver.transaction(locked, work);
      } catch (error) {
        if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
        if (!patient && isLockTimeout(error)) throw error;
        await sleep(Math.random() * 10 * 2 ** attempt);
      }
    }
  }
}
