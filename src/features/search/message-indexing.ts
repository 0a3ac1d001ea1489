import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import { streamSubject, type StreamId } from '../../platform/database/ids.js';
import { fromSqlTime, placeholders } from '../../platform/database/sql.js';
import { fold } from './folded-text.js';
import { authorToken, gramsOf, hasToken, rootToken } from './grams.js';
import { kindsOf, type Having } from './has-kinds.js';
import { SearchIndex, type Indexed } from './search-index.port.js';

/** How far the index has come with a channel. */
interface Progress {
  seq: number;
  position: number;
}

interface Row extends Having {
  id: string;
  seq: number;
  rootId: string;
  authorId: string;
  kind: 'text' | 'system';
  deletedAt: unknown;
  createdAt: Date | string;
  /** What the index says that it has; null for a message that is not in it. */
  has: string | null;
}

const ROWS = `SELECT m.id, m.seq, COALESCE(c.parentId, c.id) AS rootId, m.authorId, m.kind, m.body, m.deletedAt, m.createdAt,
  m.reactionCount, m.pinnedAt, m.mentions, (SELECT COUNT(*) FROM threads t WHERE t.rootMessageId = m.id) AS threads,
  (SELECT GROUP_CONCAT(DISTINCT f.kind) FROM media f WHERE f.messageId = m.id AND f.removedAt IS NULL) AS attached, s.has
  FROM messages m JOIN channels c ON c.id = m.channelId LEFT JOIN message_search s ON s.messageId = m.id`;

/** What changes the words of a message, and what changes what it has: each with the message that it is about. */
const EDITS = ['message.updated', 'message.deleted'];
const TOUCHES = [
  ...['message.pinned', 'message.unpinned', 'reaction.added', 'reaction.removed', 'thread.updated'],
  ...['media.ready', 'media.failed'], // only then is it certain of which kind something is
];
const CHANGES = `SELECT c.position, c.type, m.id, LENGTH(m.body) AS size FROM changes c
  LEFT JOIN reactions r ON r.id = c.subjectId AND c.type IN ('reaction.added', 'reaction.removed')
  LEFT JOIN threads t ON t.channelId = c.subjectId AND c.type = 'thread.updated'
  LEFT JOIN media f ON f.id = c.subjectId AND c.type IN ('media.ready', 'media.failed')
  LEFT JOIN messages m ON m.id = COALESCE(r.messageId, t.rootMessageId, f.messageId, c.subjectId)
  WHERE c.stream = ? AND c.position > ? AND c.position <= ? AND c.type IN ${placeholders(1, EDITS.length + TOUCHES.length)}
  ORDER BY c.position LIMIT ?`;

/** A message that is to be looked at, with about how long it is; no id where it is gone. */
interface Sized {
  id: string | null;
  size: number | null;
}

/**
 * So long are the texts of one batch together, or it is of one message. Of a long word the index holds up to 70 times what it is itself: 32 of the
 * longest held up a node for six seconds, and 256 were a packet that no database takes, so that the index stood still for good.
 */
const MAX_SIZE = 16_000;

/**
 * Brings the index on by one batch of a channel: first what is new, by the gapless `seq`, then what was edited or
 * touched, by the change log. Doing
 * it twice does no harm; the row of `search_progress` is locked, so that nodes do not do it at once.
 */
@Injectable()
export class MessageIndexing {
  constructor(
    private readonly database: Database,
    private readonly index: SearchIndex,
  ) {}

  /** Answers whether there is more to do now. */
  advance(stream: StreamId): Promise<'more' | 'done'> {
    return this.database.write([], async ({ manager }) => {
      const progress = await this.lock(manager, stream);
      const [head]: Progress[] = await manager.query('SELECT position, seq FROM streams WHERE id = ?', [stream]);
      if (!progress || !head) return 'done';
      if (await isPruned(manager, stream, { progress, head }))
        Object.assign(progress, { seq: 0, position: head.position });
      const next = await this.batch(manager, stream, { progress, head });
      await manager.query('UPDATE search_progress SET seq = ?, position = ? WHERE stream = ?', [
        ...[next.seq, next.position, stream],
      ]);
      return next.seq < head.seq || next.position < head.position ? 'more' : 'done';
    });
  }

  /** Where the index stands. A channel that is new to it begins with the log as it is now, for its messages are read as they are now. */
  private async lock(manager: EntityManager, stream: StreamId): Promise<Progress | undefined> {
    const mysql = this.database.dialect === 'mysql';
    const read = (lock: string): Promise<Progress[]> =>
      manager.query(`SELECT seq, position FROM search_progress WHERE stream = ? ${lock}`, [stream]);
    if ((await read('')).length === 0) {
      const [into, otherwise] = mysql ? ['INSERT IGNORE INTO', ''] : ['INSERT INTO', 'ON CONFLICT DO NOTHING'];
      const begin = 'search_progress (stream, seq, position) SELECT id, 0, position FROM streams WHERE id = ?';
      await manager.query(`${into} ${begin} ${otherwise}`, [stream]);
    }
    const [row] = await read(mysql ? 'FOR UPDATE' : '');
    return row;
  }

  private async batch(
    manager: EntityManager,
    stream: StreamId,
    { progress, head }: Record<'progress' | 'head', Progress>,
  ): Promise<Progress> {
    const { maxBatch } = this.database;
    const fresh: (Sized & { seq: number })[] = await manager.query(
      `SELECT id, seq, LENGTH(body) AS size FROM messages WHERE channelId = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?`,
      [streamSubject(stream), progress.seq, head.seq, maxBatch],
    );
    const created = lightEnough(fresh);
    await this.store(manager, await this.rows(manager, created));
    if (created.length < fresh.length || fresh.length === maxBatch) return { ...progress, seq: created.at(-1)!.seq };
    const touched: (Sized & { position: number; type: string })[] = await manager.query(CHANGES, [
      ...[stream, progress.position, head.position, ...EDITS, ...TOUCHES, maxBatch],
    ]);
    const changes = lightEnough(touched);
    const edited = new Set(changes.filter(({ type }) => EDITS.includes(type)).map(({ id }) => id));
    const rows = await this.rows(manager, changes);
    await this.store(
      manager,
      rows.filter((row) => edited.has(row.id) || row.has !== kindsOf(row).join(' ')),
    );
    const isCut = changes.length < touched.length || touched.length === maxBatch;
    return { seq: head.seq, position: isCut ? changes.at(-1)!.position : head.position };
  }

  /** Each once, in the order in which they were said: the index numbers them so. */
  private async rows(manager: EntityManager, messages: Sized[]): Promise<Row[]> {
    const ids = [...new Set(messages.flatMap(({ id }) => id ?? []))];
    if (ids.length === 0) return [];
    return manager.query(`${ROWS} WHERE m.id IN ${placeholders(1, ids.length)} ORDER BY m.seq`, ids);
  }

  private async store(manager: EntityManager, rows: Row[]): Promise<void> {
    const said = rows.filter(({ kind }) => kind === 'text');
    const gone = said.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => id);
    await this.index.remove(manager, gone);
    await this.index.put(
      manager,
      said.filter(({ deletedAt }) => deletedAt === null).map((row) => toIndexed(row)),
    );
  }
}

/** The first of them, as many as are indexed in one go. What is there more than once counts once. */
function lightEnough<T extends Sized>(messages: T[]): T[] {
  const seen = new Set<string | null>();
  let total = 0;
  const end = messages.findIndex(({ id, size }) => {
    if (!seen.has(id)) total += Number(size);
    seen.add(id);
    return total > MAX_SIZE && seen.size > 1;
  });
  return end < 0 ? messages : messages.slice(0, end);
}

/** Whether the log no longer holds what came after: then the channel is gone over anew. */
async function isPruned(
  manager: EntityManager,
  stream: StreamId,
  { progress: { position }, head }: Record<'progress' | 'head', Progress>,
): Promise<boolean> {
  const [oldest]: { position: number | null }[] = await manager.query(
    'SELECT MIN(position) AS position FROM changes WHERE stream = ? AND position > ?',
    [stream, position],
  );
  return (oldest?.position ?? head.position + 1) > position + 1;
}

function toIndexed(row: Row): Indexed {
  const { id, rootId, authorId, body, createdAt } = row;
  const kinds = kindsOf(row);
  const tokens = [...gramsOf(fold(body).text), authorToken(authorId), rootToken(rootId), ...kinds.map(hasToken)];
  return { messageId: id, rootId, createdAt: fromSqlTime(createdAt), has: kinds.join(' '), tokens };
}
