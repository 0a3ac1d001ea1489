import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../database/database.js';
import { streamKind, streamSubject, type StreamId } from '../database/ids.js';
import { placeholders } from '../database/sql.js';
import { StreamDirectory } from '../realtime/stream-directory.js';
import { Epoch } from './epoch.js';
import { FactRegistry, type LoggedChange } from './facts.js';
import { groupBy } from './group-by.js';

/** Past this many missed changes of one stream a snapshot is cheaper for both sides. */
const MAX_CHANGES = 500;
/** And past this many over all streams, those that missed most begin anew: an answer stays small, also that of who was away from a thousand channels. */
const MAX_IN_ALL = 5_000;
/** SQLite refuses an expression that is deeper than 1,000. */
const STREAMS_A_QUERY = 400;

/** What a client hears about one stream. */
export type StreamAnswer =
  /** The current state of everything touched since, oldest touch first; empty when nothing was missed. */
  | { status: 'changes'; position: number; events: { position: number; type: string; data: object }[] }
  /** The log does not reach back to the client's position, or too much happened: forget what you hold and begin here. */
  | { status: 'snapshot'; position: number; data: object }
  /** Not yours (any more), or never was: forget it. */
  | { status: 'gone' };

/** What a client did not know yet, by stream, and the life of the database that it is true of. */
export interface SyncAnswer {
  epoch: string;
  streams: Record<string, StreamAnswer>;
}

/** What a client holds: the position per stream, null for one that it knows by name only. */
export interface SyncRequest {
  positions: Record<string, number | null>;
  /** Also answer snapshots of the caller's streams that are not named: on the first load and on every reconnect. */
  discover: boolean;
}

interface Head {
  id: StreamId;
  position: number;
}

/** First load, reconnect and gap are one question: what do I not know yet? */
@Injectable()
export class Sync {
  constructor(
    private readonly database: Database,
    private readonly directory: StreamDirectory,
    private readonly facts: FactRegistry,
    private readonly epoch: Epoch,
  ) {}

  /** Answers from one consistent snapshot. A stream that is not the caller's is `gone`, never an error for the whole batch. */
  async answer(viewerId: string, { positions, discover }: SyncRequest): Promise<SyncAnswer> {
    const epoch = await this.epoch.current();
    const streams = await this.database.snapshot(async (reader) => {
      const mine = new Set((await this.directory.streamsOf(reader, [viewerId])).get(viewerId));
      const wanted = [...mine].filter((id) => discover || Object.hasOwn(positions, id));
      const heads = await readHeads(reader, wanted);
      const missed = await this.missed(reader, heads, positions);
      const fresh = heads.filter(({ id }) => !missed.has(id));
      const gone = Object.keys(positions).filter((id) => !mine.has(id as StreamId));
      return Object.fromEntries<StreamAnswer>([
        ...gone.map((id): [string, StreamAnswer] => [id, { status: 'gone' }]),
        ...missed,
        ...(await this.snapshots(reader, viewerId, fresh)),
      ]);
    });
    return { epoch, streams };
  }

  /** The streams whose log reaches back to the client's position, each with what was touched since. */
  private async missed(
    reader: EntityManager,
    heads: Head[],
    positions: SyncRequest['positions'],
  ): Promise<Map<string, StreamAnswer>> {
    const known = withinReach(heads, positions);
    const logged = await readChanges(
      reader,
      known.filter(({ held, position }) => held < position),
    );
    // A fact of a newer version cannot be loaded here: without it the log is too short, and the stream is begun anew.
    const changes = logged.filter(({ type }) => this.facts.knows(type));
    const events = await this.currentState(reader, changes);
    const logs = groupBy(changes, ({ stream }) => stream);
    const answers = new Map<string, StreamAnswer>();
    for (const { id, position, held } of known) {
      const length = logs.get(id)?.length ?? 0;
      if (length !== position - held) continue; // gapless, so a shorter answer means that the log was pruned
      answers.set(id, { status: 'changes', position, events: events.get(id) ?? [] });
    }
    return answers;
  }

  /** The newest change of each subject with the subject's state as it is now, by stream. */
  private async currentState(reader: EntityManager, changes: LoggedChange[]) {
    const newest = new Map<string, LoggedChange>();
    for (const change of changes) {
      const key = `${change.stream} ${this.facts.familyOf(change.type).name} ${change.subjectId}`;
      newest.delete(key); // set again at the end, so that the order is that of the newest change
      newest.set(key, change);
    }
    const events = new Map<string, { position: number; type: string; data: object }[]>();
    const families = groupBy(newest.values(), ({ type }) => this.facts.familyOf(type));
    for (const [family, touched] of families) {
      const data = await family.load(reader, touched);
      touched.forEach(({ stream, position, type }, index) => {
        const current = data[index];
        if (!current) return;
        const list = events.get(stream) ?? [];
        list.push({ position, type, data: current });
        events.set(stream, list);
      });
    }
    for (const list of events.values()) list.sort((a, b) => a.position - b.position);
    return events;
  }

  private async snapshots(reader: EntityManager, viewerId: string, heads: Head[]): Promise<[string, StreamAnswer][]> {
    const answers: [string, StreamAnswer][] = [];
    for (const [kind, ofKind] of groupBy(heads, ({ id }) => streamKind(id))) {
      const data = await this.facts.snapshotOf(kind)(
        reader,
        viewerId,
        ofKind.map(({ id }) => streamSubject(id)),
      );
      for (const { id, position } of ofKind) {
        const found = data.get(streamSubject(id));
        answers.push([id, found ? { status: 'snapshot', position, data: found } : { status: 'gone' }]);
      }
    }
    return answers;
  }
}

/** The streams of which so little was missed that it can be told, with the position that the client holds. */
function withinReach(heads: Head[], positions: SyncRequest['positions']): (Head & { held: number })[] {
  const near = heads.flatMap(({ id, position }) => {
    const held = positions[id];
    return typeof held === 'number' && held <= position && position - held <= MAX_CHANGES
      ? [{ id, position, held }]
      : [];
  });
  let total = 0;
  const nearestFirst = near.sort((a, b) => a.position - a.held - (b.position - b.held));
  return nearestFirst.filter(({ position, held }) => (total += position - held) <= MAX_IN_ALL);
}

async function readHeads(reader: EntityManager, streams: StreamId[]): Promise<Head[]> {
  if (streams.length === 0) return [];
  return reader.query(`SELECT id, position FROM streams WHERE id IN ${placeholders(1, streams.length)}`, streams);
}

async function readChanges(reader: EntityManager, known: { id: StreamId; held: number }[]): Promise<LoggedChange[]> {
  const changes: LoggedChange[] = [];
  for (let start = 0; start < known.length; start += STREAMS_A_QUERY) {
    const part = known.slice(start, start + STREAMS_A_QUERY);
    const reaches = part.map(() => '(stream = ? AND position > ?)').join(' OR ');
    const rows: LoggedChange[] = await reader.query(
      `SELECT stream, position, type, subjectId FROM changes WHERE ${reaches} ORDER BY stream, position`,
      part.flatMap(({ id, held }) => [id, held]),
    );
    changes.push(...rows);
  }
  return changes;
}
