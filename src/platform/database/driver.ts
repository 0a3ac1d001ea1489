import type { EntityManager } from 'typeorm';
import type { StreamId } from './ids.js';
import type { Statement } from './sql.js';

/** A stream's row as it stands under the lock of the transaction that holds it. */
export interface StreamState {
  id: StreamId;
  /** Position of the newest change; the next change takes the next number. */
  position: number;
  /** Newest number of what the stream's owner counts: messages of a channel; of a user or a team, how often it changed what its sockets hear. */
  seq: number;
  /** How many of those count as unread for their readers (system messages do not). */
  counted: number;
}

/** What a write locks before anything else. */
export interface Locked {
  streams: StreamId[];
  locks: 'wait' | 'skip';
  /** A question that is asked right behind the locks, so that its answer is true under them. */
  look: Statement | undefined;
}

/** What a transaction has when its work begins. */
export interface Begun {
  /** The rows of the streams that it holds. */
  streams: StreamState[];
  /** What `look` answered; nothing without one. */
  seen: unknown[];
}

/** What a transaction's work answers, and what is left to write before the commit. */
export interface Done<T> {
  result: T;
  last: Statement[];
}

/** What differs between SQLite and MySQL below `Database`. Everything above sees one behaviour. */
export interface DatabaseDriver {
  readonly dialect: 'sqlite' | 'mysql';
  /** Name and version as the server itself reports it, for logs, tests and the benchmark. */
  readonly version: string;
  /** How many senders one set-based write may serve: on SQLite a write holds the event loop. */
  readonly maxBatch: number;
  /** Runs `work` on a connection that may only read. Statements of one call may see different commits. */
  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /** Runs `work` on one consistent state of the database. */
  snapshot<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  /**
   * One write transaction at READ COMMITTED. First it takes the rows of these streams, which must come sorted: missing rows are not given to
   * `work`, and with `skip` neither are those that somebody else holds; with `wait` they are waited for, for two seconds. Then it runs `work`,
   * the statements that `work` leaves for the end, and commits; rolls back when any of it fails.
   */
  transaction<T>(locked: Locked, work: (manager: EntityManager, begun: Begun) => Promise<Done<T>>): Promise<T>;
  /** Writes the streams' rows back, creating those that are new, stamped with the database's clock. */
  storeStreams(streams: StreamState[]): Statement[];
  /** The database's clock. */
  now(): Promise<Date>;
  close(): Promise<void>;
}
