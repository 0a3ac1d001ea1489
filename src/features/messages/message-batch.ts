import { createHash } from 'node:crypto';
import type { Permission } from '../../core/access/policies.js';
import { requireGranted } from '../../core/access/rules.js';
import { peopleFrom, type PersonInChannel } from '../../core/access/standing.js';
import { readMarks } from '../../core/access/read-marks.js';
import type { User } from '../../core/users/user.wire.js';
import type { Database } from '../../platform/database/database.js';
import { newId, type StreamId } from '../../platform/database/ids.js';
import { insertOf, sqlTime } from '../../platform/database/sql.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import type { MediaAttachments } from '../media/media-attachments.js';
import type { MediaEntity } from '../media/media.entity.js';
import { insertMentions, mentionsOf } from './message-mentions.js';
import type { MessageEntity } from './message.entity.js';
import type { Media } from '../media/media.wire.js';
import { toMessage, type Message } from './message.wire.js';
import { messageCreated } from './messages.broadcaster.js';
import type { MessagesQueries, StoredMessage } from './messages.queries.js';
import { isSlowed, SlowMode } from './slow-mode.js';
import { repliesCame } from './thread-replies.js';

/** One message that somebody asked to send. */
export interface Sending {
  permission: Permission;
  userId: string;
  channelId: string;
  /** Of a thread: the channel that it hangs under, whose stream is locked as well. */
  parentId: string | null;
  body: string;
  nonce: string;
  replyToId: string | null;
  mediaIds: readonly string[];
}

/** What storing a set of messages needs besides. */
export interface BatchParts {
  database: Pick<Database, 'dialect'>;
  queries: MessagesQueries;
  media: MediaAttachments;
  /** Whether nonces that were used before are looked up. */
  repeats: boolean;
}

/** What it is told on: its channel and, of a thread, the channel that shows how many replies there are. */
export function streamsOf({ channelId, parentId }: Pick<Sending, 'channelId' | 'parentId'>): StreamId[] {
  return [`channel:${channelId}`, ...(parentId === null ? [] : [`channel:${parentId}` as const])];
}

/** What became of one of them: stored now or earlier, or refused, or its channel is locked by somebody else; none harms another. */
export type Outcome = { message: Message } | { refusal: unknown } | 'locked';

const COLUMNS = [
  ...(['id', 'channelId', 'seq', 'counted', 'authorId', 'kind', 'body', 'replyToId'] as const),
  ...(['nonce', 'requestHash', 'createdAt', 'editedAt', 'deletedAt', 'mentions', 'mediaCount', 'version'] as const),
] satisfies (keyof MessageEntity)[];

/** What a nonce stands for: the same nonce with another hash is another request. */
function requestHash({ channelId, body, replyToId, mediaIds }: Sending): string {
  const taken = mediaIds.length > 0 ? [mediaIds] : []; // without any it is as it was before there were any
  return createHash('sha256')
    .update(JSON.stringify([channelId, body, replyToId, ...taken]))
    .digest('hex');
}

/**
 * Stores a whole set of messages in one transaction, whose streams are locked and which has asked `peopleQuery` (`seen`): one INSERT, one move of
 * the read marks. Answers in the order of `sendings`. Nonces that were used before are looked up only with `repeats`: without it the unique index
 * refuses the whole set, which is rare, and the set is tried again with it. Of those who are in slow mode and those that take something along they
 * always are: a repeat waits for nothing, and what it takes along hangs on the first one already.
 */
export async function storeMessages(
  tx: WriteTx,
  seen: unknown[],
  sendings: Sending[],
  { database, queries, media, repeats }: BatchParts,
): Promise<Outcome[]> {
  const { manager } = tx;
  const people = peopleFrom(seen, sendings);
  const slowMode = await SlowMode.of(
    tx,
    people.flatMap((person) => person?.standing ?? []),
  );
  const nonces = sendings
    .filter(
      ({ mediaIds }, index) => repeats || mediaIds.length > 0 || (people[index] && isSlowed(people[index].standing)),
    )
    .map(({ userId, nonce }) => ({ authorId: userId, nonce }));
  const known = nonces.length > 0 ? await queries.byNonces(manager, nonces) : new Map<string, StoredMessage>();
  const replyIds = sendings.flatMap(({ replyToId }) => replyToId ?? []);
  const replies = await queries.byIds(manager, [...new Set(replyIds)]);
  const mentions = await mentionsOf(
    manager,
    sendings.map(({ body }, index) => ({ body, standing: people[index]?.standing })),
  );
  const attachable = await media.lock(
    tx,
    database,
    sendings.flatMap(({ mediaIds }) => mediaIds),
  );
  const rows: MessageEntity[] = [];
  const hung: MediaEntity[] = [];

  const store = (sending: Sending, index: number): Message | undefined => {
    const person: PersonInChannel | undefined = people[index];
    requireGranted(sending.permission, person?.standing);
    if (!streamsOf(sending).every((stream) => tx.holds(stream))) return undefined;
    const hash = requestHash(sending);
    const key = `${sending.userId} ${sending.nonce}`;
    const earlier = known.get(key);
    if (earlier) return repeated(earlier, hash);
    if (sending.replyToId !== null && replies.get(sending.replyToId)?.channelId !== sending.channelId)
      throw noSuchReply();
    slowMode.admit(person!.standing);
    const id = newId();
    const rootId = sending.parentId ?? sending.channelId;
    const taken = attachable.take(sending.userId, { messageId: id, rootId }, sending.mediaIds);
    const row = { ...newRow(tx, sending, { id, hash }), mentions: mentions[index]!, mediaCount: taken.length };
    rows.push(row);
    hung.push(...taken);
    const message = announce(tx, row, person!.user, media.present(taken));
    known.set(key, { message, requestHash: hash });
    return message;
  };

  const outcomes = sendings.map((sending, index): Outcome => {
    try {
      const message = store(sending, index);
      return message ? { message } : 'locked';
    } catch (refusal) {
      return { refusal };
    }
  });
  insertMessages(tx, rows);
  media.store(tx, hung);
  tx.leave(insertMentions(rows));
  const threads = new Set(sendings.flatMap(({ parentId, channelId }) => (parentId === null ? [] : channelId)));
  await repliesCame(
    tx,
    rows.filter(({ channelId }) => threads.has(channelId)),
  );
  // Who speaks has read what was said before.
  const marks = rows.map(({ channelId, authorId, seq, counted }) => ({ channelId, userId: authorId, seq, counted }));
  tx.leave(readMarks(manager, marks));
  return outcomes;
}

/** Of a message that nothing has happened to yet. */
export const untouched = {
  ...{ editedAt: null, deletedAt: null, mentions: null, reactionCount: 0, mediaCount: 0 },
  ...{ pinnedAt: null, pinnedBy: null, version: 1 },
};

/** Gives a message the next number of its channel. */
function newRow(
  tx: WriteTx,
  { channelId, userId, body, nonce, replyToId }: Sending,
  { id, hash }: { id: string; hash: string },
): MessageEntity {
  const stream = tx.stream(`channel:${channelId}`);
  stream.seq += 1;
  stream.counted += 1;
  return {
    ...{ id, channelId, seq: stream.seq, counted: stream.counted, authorId: userId, kind: 'text', body },
    ...{ replyToId, nonce, requestHash: hash, createdAt: tx.now, ...untouched },
  };
}

/** The change that goes with a new message. */
export function announce(tx: WriteTx, row: MessageEntity, author: User, attachments: Media[] = []): Message {
  const message = toMessage(row, author, { attachments });
  tx.change(`channel:${row.channelId}`, messageCreated, row.id, message);
  return message;
}

export function insertMessages(tx: WriteTx, rows: MessageEntity[]): void {
  const values = rows.map((row) => COLUMNS.map((name) => (row[name] instanceof Date ? sqlTime(row[name]) : row[name])));
  tx.leave(insertOf('messages', COLUMNS, values));
}

function repeated({ message, requestHash: before }: StoredMessage, hash: string): Message {
  if (before !== hash) throw fail('message.nonce_reused');
  return message;
}

function noSuchReply() {
  const message = 'replyToId must be a message of the same channel';
  return fail('validation.failed', { fields: [{ field: 'replyToId', rule: 'inChannel', message }] });
}
