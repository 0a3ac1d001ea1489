import type { EntityManager } from 'typeorm';
import { toUser } from '../../core/users/user.wire.js';
import { fromSqlTime } from '../../platform/database/sql.js';
import type { Media } from '../media/media.wire.js';
import type { ReactionLoader } from './message-reactions.port.js';
import type { MessageEntity } from './message.entity.js';
import { toMessage, toThread, type Message, type Reaction, type Thread } from './message.wire.js';

type Times = 'createdAt' | 'editedAt' | 'deletedAt' | 'pinnedAt';
type SqlTime = Date | string;

/** A message with its author and its thread, as the joined queries answer it. */
export type MessageRow = Omit<MessageEntity, Times> &
  Record<Exclude<Times, 'createdAt'>, SqlTime | null> & {
    createdAt: SqlTime;
    username: string;
    displayName: string;
    avatarId: string | null;
    status: string | null;
    authorVersion: number;
    threadId: string | null;
    threadParentId: string;
    replyCount: number;
    lastReplyAt: SqlTime | null;
    replierIds: string;
    threadVersion: number;
  };

/** What `MessageRow` consists of, with messages as `m`. */
export const MESSAGE_COLUMNS = `m.id, m.channelId, m.seq, m.counted, m.authorId, m.kind, m.body, m.replyToId, m.nonce, m.requestHash,
  m.createdAt, m.editedAt, m.deletedAt, m.mentions, m.reactionCount, m.mediaCount, m.pinnedAt, m.pinnedBy, m.version,
  u.username, u.displayName, u.avatarId, u.status, u.version AS authorVersion,
  t.channelId AS threadId, t.parentId AS threadParentId, t.replyCount, t.lastReplyAt, t.replierIds, t.version AS threadVersion`;

/** Whom and what a row needs besides. */
export const MESSAGE_JOINS = 'LEFT JOIN users u ON u.id = m.authorId LEFT JOIN threads t ON t.rootMessageId = m.id';

/** How what hangs on messages is loaded: each in one query. */
export interface Loaders {
  reactions: ReactionLoader;
  media: (reader: EntityManager, messageIds: string[]) => Promise<Map<string, Media[]>>;
}

/** Presents rows in their order; one query more when some of them have reactions, and one when something hangs on some. */
export async function presentRows(reader: EntityManager, rows: MessageRow[], load: Loaders): Promise<Message[]> {
  const standing = rows.filter(({ deletedAt }) => deletedAt === null);
  const having = (count: 'reactionCount' | 'mediaCount') => standing.flatMap((row) => (row[count] > 0 ? [row.id] : []));
  const reactions = await load.reactions(reader, having('reactionCount'));
  const media = await load.media(reader, having('mediaCount'));
  return rows.map((row) => fromRow(row, { reactions: reactions.get(row.id), attachments: media.get(row.id) }));
}

function fromRow(row: MessageRow, attached: { reactions?: Reaction[]; attachments?: Media[] }): Message {
  const { authorId: id, username, displayName, avatarId, status, authorVersion: version } = row;
  const author = toUser({ id, username, displayName, avatarId, status, version });
  const entity: MessageEntity = {
    ...row,
    createdAt: fromSqlTime(row.createdAt),
    editedAt: toTime(row.editedAt),
    deletedAt: toTime(row.deletedAt),
    pinnedAt: toTime(row.pinnedAt),
  };
  return toMessage(entity, author, { ...attached, thread: threadOf(row) });
}

function threadOf(row: MessageRow): Thread | null {
  const { threadId: channelId, threadParentId: parentId, id: rootMessageId, threadVersion: version } = row;
  if (channelId === null) return null;
  const { replyCount, replierIds } = row;
  const lastReplyAt = toTime(row.lastReplyAt);
  return toThread({ channelId, parentId, rootMessageId, replyCount, lastReplyAt, replierIds, version });
}

function toTime(value: SqlTime | null): Date | null {
  return value === null ? null : fromSqlTime(value);
}
