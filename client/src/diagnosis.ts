import type { Connection } from './net/connection.js';
import type { Journal, JournalEntry } from './journal.js';
import type { Status } from './status.js';
import type { State } from './store/state.js';
import type { Schemas } from './generated/contract.js';
import type { StreamId } from './wire.js';

/** How a client stands, for whoever has to find out what is wrong. Ids and numbers alone: nothing that anybody wrote. */
export interface Diagnosis {
  readonly status: Status;
  /** How the live connection is carried; undefined while there is none. */
  readonly transport: string | undefined;
  /** Which node it is with, and of which version; the last one while it is away. */
  readonly server: Schemas['ServerGreeting'] | undefined;
  readonly userId: string | undefined;
  readonly sessionId: string | undefined;
  readonly epoch: string | null;
  readonly positions: Readonly<Record<StreamId, number>>;
  /** What is on its way, without what it says. */
  readonly outbox: readonly { nonce: string; channelId: string; createdAt: string; status: string; code?: string }[];
  /** What went wrong lately, oldest first. */
  readonly journal: readonly JournalEntry[];
}

/** What a diagnosis is made of. */
interface Parts {
  status: Status;
  connection: Pick<Connection, 'transport' | 'server'>;
  session: { userId: string | undefined; sessionId: string | undefined };
  state: State;
  journal: Journal;
}

export function diagnose({ status, connection, session, state, journal }: Parts): Diagnosis {
  return {
    status,
    transport: connection.transport,
    server: connection.server,
    userId: session.userId,
    sessionId: session.sessionId,
    epoch: state.epoch,
    positions: state.positions,
    outbox: state.pending.map(({ nonce, channelId, createdAt, status, error }) => ({
      nonce,
      channelId,
      createdAt,
      status,
      ...(error && { code: error.code }),
    })),
    journal: journal.entries,
  };
}
