import type { EntityManager } from 'typeorm';
import type { FactType } from '../changes/facts.js';
import { insertJobs, type NewJob } from '../jobs/job-sql.js';
import type { JobType } from '../jobs/job-type.js';
import type { DatabaseDriver, StreamState } from './driver.js';
import { newId, streamKind, type StreamId } from './ids.js';
import { insertOf, sqlTime, type Statement } from './sql.js';

/** One durable fact as it leaves: its place in the stream, its kind, and the whole content. */
interface WrittenFact {
  position: number;
  type: string;
  subjectId: string;
  data: object;
}

/** What one commit did, for those who announce it. */
export interface Commit {
  facts: Map<StreamId, WrittenFact[]>;
  jobs: NewJob[];
  moves: AudienceMove[];
}

/** What a commit did to who hears what: the sockets in a room enter or leave streams' rooms, or are closed. */
export type AudienceMove =
  | { kind: 'admit' | 'expel'; room: string; except: string[]; streams: StreamId[] }
  | { kind: 'disconnect'; room: string };

const STREAM_COLUMNS = ['stream', 'position', 'type', 'subjectId', 'at'] as const;

/**
 * What a write may do, alive only inside `Database.write`. The function that holds it may run again after a deadlock, so it touches nothing
 * but this: no mail, file, socket, queue or HTTP.
 */
export class WriteTx {
  private readonly streams: Map<StreamId, StreamState>;
  private readonly moved = new Set<StreamId>();
  private readonly last: Statement[] = [];
  private readonly commit: Commit = { facts: new Map(), jobs: [], moves: [] };

  constructor(
    readonly manager: EntityManager,
    locked: StreamState[],
    /** One time for everything that this transaction writes, by the database's clock. */
    readonly now: Date,
  ) {
    this.streams = new Map(locked.map((stream) => [stream.id, stream]));
  }

  /** Begins a stream that did not exist before this transaction. */
  open(stream: StreamId): void {
    this.streams.set(stream, { id: stream, position: 0, seq: 0, counted: 0 });
    this.moved.add(stream);
  }

  /** Whether this write has the stream's lock. */
  holds(id: StreamId): boolean {
    return this.streams.has(id);
  }

  /**
   * The locked row of a stream. Who owns the stream may move `seq` and `counted` along with a change; `position` moves by `change` alone.
   * @throws Error when the stream was not named in the call of `Database.write`.
   */
  stream(id: StreamId): StreamState {
    const state = this.streams.get(id);
    if (!state) throw new Error(`The stream ${id} is not locked by this write.`);
    return state;
  }

  /**
   * Records a durable fact at the next position of its stream; announced after the commit, forgotten on rollback.
   * @throws Error when the stream is not locked, or of a kind that the fact does not name.
   */
  change<D extends object>(stream: StreamId, type: FactType<D>, subjectId: string, data: D): number {
    const state = this.stream(stream);
    if (!type.streams.includes(streamKind(stream))) throw new Error(`The fact ${type.name} is not for ${stream}.`);
    state.position += 1;
    this.moved.add(stream);
    const facts = this.commit.facts.get(stream) ?? [];
    facts.push({ position: state.position, type: type.name, subjectId, data });
    this.commit.facts.set(stream, facts);
    return state.position;
  }

  /** Writes a job, which is released after the commit. `delayMs` holds it back. Answers the job's id. */
  enqueue<P extends object>(type: JobType<P>, payload: P, { delayMs = 0 }: { delayMs?: number } = {}): string {
    const job: NewJob = {
      id: newId(),
      queue: type.queue,
      name: type.name,
      payload: JSON.stringify(payload),
      delayMs,
    };
    this.commit.jobs.push(job);
    return job.id;
  }

  /**
   * After the commit the sockets in this room (`user:<id>`, or `team:<id>` for many) hear these streams, on every node; those in `except` do not.
   * Goes with the rows that make them members. The room's stream is locked by this write and counts the move, so that a node which hears
   * of it neither from us nor from Redis sees it in the row.
   */
  admit(room: StreamId, streams: StreamId[], except: string[] = []): void {
    this.moveAudience(room, { kind: 'admit', room, except, streams });
  }

  /** After the commit the sockets in this room hear these streams no more, on any node. Otherwise like `admit`. */
  expel(room: StreamId, streams: StreamId[]): void {
    this.moveAudience(room, { kind: 'expel', room, except: [], streams });
  }

  /** After the commit the sockets in this room (a session's) are closed on every node. `owner`, the user's stream, counts the move. */
  disconnect(room: `session:${string}`, owner: StreamId): void {
    this.moveAudience(owner, { kind: 'disconnect', room });
  }

  /** Leaves statements for the end of the transaction, where they travel with the commit: what `work` reads afterwards does not show them. */
  leave(statements: Statement[]): void {
    this.last.push(...statements);
  }

  /** Called once by `Database.write`, when its work is done: what happened, and what is left to write before the commit. */
  async flush(driver: DatabaseDriver): Promise<{ commit: Commit; last: Statement[] }> {
    const at = sqlTime(this.now);
    const changes = [...this.commit.facts].flatMap(([stream, facts]) =>
      facts.map(({ position, type, subjectId }) => [stream, position, type, subjectId, at]),
    );
    await insertJobs(this.manager, driver.dialect, this.commit.jobs);
    const last = [
      ...this.last,
      ...insertOf('changes', STREAM_COLUMNS, changes),
      ...driver.storeStreams(this.movedStreams()),
    ];
    return { commit: this.commit, last };
  }

  private moveAudience(counter: StreamId, move: AudienceMove): void {
    this.stream(counter).seq += 1;
    this.moved.add(counter);
    this.commit.moves.push(move);
  }

  private movedStreams(): StreamState[] {
    return [...this.moved].sort().map((id) => this.stream(id));
  }
}
