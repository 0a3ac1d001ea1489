import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { ChannelAccess } from '../../core/access/grants.js';
import { UsersService } from '../../core/users/users.service.js';
import { Database } from '../../platform/database/database.js';
import { cutPage, type Cut } from '../../platform/database/page.js';
import { fromSqlTime, placeholders } from '../../platform/database/sql.js';
import { fail } from '../../platform/errors/problem.js';
import { isId } from '../../platform/errors/text.js';
import type { ListMediaDto } from './media-list.dto.js';
import type { MediaPage } from './media-list.wire.js';
import { MediaEntity } from './media.entity.js';
import { toMedia } from './media.wire.js';

/** Where something stands in the list: ids of messages are sorted by time, and each message numbers what hangs on it. */
interface Place {
  messageId: string;
  place: number;
}

/** Something that hangs on a message, and on which. */
interface Hung extends Place {
  id: string;
  channelId: string;
  seq: number;
  authorId: string;
  createdAt: Date | string;
}

const cursor = { write: writeCursor, read: readCursor };
const listing = { direction: 'DESC' as const, placeOf: ({ messageId, place }: Hung) => ({ messageId, place }), cursor };

/** Reads what was sent in a channel: with what was sent in the threads under it, which whoever may read it may read as well. */
@Injectable()
export class MediaListQueries {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
  ) {}

  /** The newest first. What failed is not in it. @throws Problem `cursor.invalid`. */
  list(access: ChannelAccess, { kinds, ...asked }: ListMediaDto): Promise<MediaPage> {
    const { parentId } = access.channel;
    const where = { rootId: parentId ?? access.channelId, threadId: parentId && access.channelId, kinds };
    return this.database.snapshot(async (reader) => {
      const page = {
        ...(asked.before !== undefined && { before: await cursorAt(reader, where, asked.before) }),
        ...(asked.after !== undefined && { after: await cursorAt(reader, where, asked.after) }),
        limit: asked.limit,
      };
      const { items: hung, before, after } = await cutPage(listing, page, (cut) => hungIn(reader, where, cut));
      const rows = await reader.findBy(MediaEntity, { id: In(hung.map(({ id }) => id)) });
      const media = new Map(rows.map((row) => [row.id, toMedia(row)]));
      const authors = await this.users.present(reader, new Set(hung.map(({ authorId }) => authorId)));
      const items = hung.map(({ id, channelId, seq, authorId, createdAt }) => ({
        ...{ media: media.get(id)!, channelId, seq, author: authors.get(authorId)! },
        sentAt: fromSqlTime(createdAt).toISOString(),
      }));
      return { items, before, after };
    });
  }
}

interface Where {
  rootId: string;
  /** Of a thread, whose uploads are listed with those of the channel that it hangs under. */
  threadId: string | null;
  kinds: string[] | undefined;
}

function hungIn(reader: EntityManager, where: Where, { way, place, count }: Cut<Place>): Promise<Hung[]> {
  const sign = way === 'ASC' ? '>' : '<';
  const { rootId, threadId, kinds } = where;
  const conditions: [sql: string, values: unknown[]][] = [
    ['f.rootId = ?', [rootId]],
    [`f.removedAt IS NULL AND f.state <> 'failed'`, []],
    ...(kinds ? [[`f.kind IN ${placeholders(1, kinds.length)}`, kinds] as [string, unknown[]]] : []),
    ...(threadId === null ? [] : [['m.channelId = ?', [threadId]] as [string, unknown[]]]),
    ...(place ? [beyond(sign, place)] : []),
  ];
  return reader.query(
    `SELECT f.id, f.messageId, f.place, m.channelId, m.seq, m.authorId, m.createdAt FROM media f JOIN messages m ON m.id = f.messageId
     WHERE ${conditions.map(([sql]) => sql).join(' AND ')} ORDER BY f.messageId ${way}, f.place ${way} LIMIT ${count}`,
    conditions.flatMap(([, values]) => values),
  );
}

/** In the form that both databases read as a range of the index. */
function beyond(sign: string, { messageId, place }: Place): [string, unknown[]] {
  return [`f.messageId ${sign}= ? AND (f.messageId ${sign} ? OR f.place ${sign} ?)`, [messageId, messageId, place]];
}

/** The cursor at an upload that is named by its id. */
async function cursorAt(reader: EntityManager, { rootId }: Where, named: string): Promise<string> {
  if (!isId(named)) return named;
  const media = await reader.findOneBy(MediaEntity, { id: named, rootId });
  if (!media?.messageId) throw fail('cursor.invalid');
  return writeCursor({ messageId: media.messageId, place: media.place });
}

function writeCursor({ messageId, place }: Place): string {
  return Buffer.from(`${messageId} ${place}`).toString('base64url');
}

function readCursor(text: string): Place {
  const [messageId, place = '', ...rest] = Buffer.from(text, 'base64url').toString('latin1').split(' ');
  if (rest.length > 0 || !isId(messageId) || !/^\d{1,4}$/.test(place)) throw fail('cursor.invalid');
  return { messageId, place: Number(place) };
}
