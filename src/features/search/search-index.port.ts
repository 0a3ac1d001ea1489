import type { EntityManager } from 'typeorm';
import { placeholders, sqlTime, type Statement } from '../../platform/database/sql.js';
import type { Gram } from './grams.js';

/** A message as the index holds it. */
export interface Indexed {
  messageId: string;
  /** The channel whose members may read it: its own, or the one that its thread hangs under. */
  rootId: string;
  createdAt: Date;
  /** What it has, as `HasKind`s with blanks between them. */
  has: string;
  tokens: Iterable<string>;
}

/** What candidates must have: of each inner list of grams one, and not all of `unlike`, of which there may be none. */
export interface Wanted {
  grams: Gram[][];
  unlike: Gram[];
  rootIds: string[];
  from: Date | undefined;
  until: Date | undefined;
}

/** Which of them: the newest before this one. */
export interface Window {
  before: number;
  limit: number;
}

/** A message that may be a hit: its place in the index, newest highest. */
export interface Candidate {
  id: number;
  messageId: string;
}

/** Tables of which `s` is `message_search`, the column with the number, and a condition with its values. */
export interface Source {
  from: string;
  number: string;
  where: string;
  values: unknown[];
}

/** So many channels are each asked for their newest messages; of more, the newest of all are gone through. */
const MAX_ROOTS_EACH = 200;

/**
 * Where the words of all messages are looked up. What a database has for that differs, so each dialect has its own; grams, rights and the check of what
 * was found are the same. Rows of `message_search` have numbers in the order in which messages were indexed, which an edit does not change.
 */
export abstract class SearchIndex {
  /** Puts messages in, or puts right what is there of them. */
  abstract put(manager: EntityManager, messages: Indexed[]): Promise<void>;

  /** Messages with these grams that may be hits, newest first. */
  protected abstract withGrams(reader: EntityManager, wanted: Wanted, window: Window): Promise<Candidate[]>;

  /** Takes messages out. */
  async remove(manager: EntityManager, messageIds: string[]): Promise<void> {
    if (messageIds.length === 0) return;
    await manager.query(
      `DELETE FROM message_search WHERE messageId IN ${placeholders(1, messageIds.length)}`,
      messageIds,
    );
  }

  /** Where to begin with messages that were sent before this time: none of them has this number or a higher one. */
  async endOf(reader: EntityManager, until: Date): Promise<number> {
    const [newest]: { id: number | null }[] = await reader.query(
      'SELECT MAX(id) AS id FROM message_search WHERE createdAt < ?',
      [sqlTime(until)],
    );
    return Number(newest?.id ?? 0) + 1;
  }

  /** Messages that may be hits, newest first. */
  candidates(reader: EntityManager, wanted: Wanted, window: Window): Promise<Candidate[]> {
    if (wanted.grams.length > 0) return this.withGrams(reader, wanted, window);
    if (wanted.rootIds.length <= MAX_ROOTS_EACH) return ofEachRoot(reader, wanted, window);
    return this.narrowed(reader, wanted, window, {
      from: 'message_search s',
      number: 's.id',
      where: '1 = 1',
      values: [],
    });
  }

  /** What a source has of what is wanted: narrowed and cut before any other table is looked at. */
  protected narrowed(
    reader: EntityManager,
    { rootIds, ...wanted }: Wanted,
    { before, limit }: Window,
    { from, number, where, values }: Source,
  ): Promise<Candidate[]> {
    const sent = sentWithin(wanted);
    return reader.query(
      `SELECT s.id, s.messageId FROM ${from} WHERE ${where} AND ${number} < ? AND s.rootId IN ${placeholders(1, rootIds.length)}
       ${sent.sql} ORDER BY ${number} DESC LIMIT ?`,
      [...values, before, ...rootIds, ...sent.values, limit],
    );
  }
}

/** The newest of each channel, and of those the newest: the work does not grow with the channels of others. */
function ofEachRoot(
  reader: EntityManager,
  { rootIds, ...wanted }: Wanted,
  { before, limit }: Window,
): Promise<Candidate[]> {
  const sent = sentWithin(wanted);
  const each = `SELECT * FROM (SELECT s.id FROM message_search s WHERE s.rootId = ? AND s.id < ? ${sent.sql} ORDER BY s.id DESC LIMIT ?) newest`;
  return reader.query(
    `SELECT s.id, s.messageId FROM (${rootIds.map(() => each).join(' UNION ALL ')}) found JOIN message_search s ON s.id = found.id
     ORDER BY s.id DESC LIMIT ?`,
    [...rootIds.flatMap((rootId) => [rootId, before, ...sent.values, limit]), limit],
  );
}

function sentWithin({ from, until }: Pick<Wanted, 'from' | 'until'>): Statement {
  const bounds: [string, Date | undefined][] = [
    ['AND s.createdAt >= ?', from],
    ['AND s.createdAt < ?', until],
  ];
  const given = bounds.flatMap(([sql, time]) => (time ? [{ sql, value: sqlTime(time) }] : []));
  return { sql: given.map(({ sql }) => sql).join(' '), values: given.map(({ value }) => value) };
}

/** The columns of `message_search` that both dialects have, with their values. */
export const COLUMNS = ['messageId', 'rootId', 'createdAt', 'has'] as const;
export const valuesOf = ({ messageId, rootId, createdAt, has }: Indexed): unknown[] => [
  ...[messageId, rootId, sqlTime(createdAt), has],
];
