import { In, IsNull } from 'typeorm';
import { groupBy } from '../../platform/changes/group-by.js';
import { sqlTime } from '../../platform/database/sql.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { MessageEntity } from './message.entity.js';
import { toThread } from './message.wire.js';
import { threadUpdated } from './messages.broadcaster.js';
import { ThreadEntity } from './thread.entity.js';

/*
 * What the channel that a thread hangs under sees of it. The transaction holds the streams of both, so the counts are exact.
 */

/** So many of those who answered last are kept: their ids are all that the column takes. */
const MAX_REPLIERS = 5;

/** Counts replies that were just stored: each thread is told of once, however many of them are in it. */
export async function repliesCame(tx: WriteTx, replies: MessageEntity[]): Promise<void> {
  if (replies.length === 0) return;
  const byThread = groupBy(replies, ({ channelId }) => channelId);
  for (const thread of await tx.manager.findBy(ThreadEntity, { channelId: In([...byThread.keys()]) })) {
    const came = byThread.get(thread.channelId)!;
    const authors = came.map(({ authorId }) => authorId).reverse();
    const replierIds = latest([...authors, ...toThread(thread).replierIds]);
    move(tx, thread, { replyCount: thread.replyCount + came.length, lastReplyAt: tx.now, replierIds });
  }
}

/** Counts so many replies less, whose rows say already that they were deleted. */
export async function repliesWent(tx: WriteTx, threadId: string, count: number): Promise<void> {
  const thread = await tx.manager.findOneByOrFail(ThreadEntity, { channelId: threadId });
  const last = await tx.manager.findOne(MessageEntity, {
    where: { channelId: threadId, kind: 'text', deletedAt: IsNull() },
    order: { seq: 'DESC' },
  });
  const changes = { replyCount: thread.replyCount - count, lastReplyAt: last?.createdAt ?? null };
  move(tx, thread, { ...changes, replierIds: await repliersOf(tx, threadId) });
}

/** Read from what stands: a reply that is gone may have been its author's only one, or hid an earlier one of somebody who was not kept. */
async function repliersOf({ manager }: WriteTx, threadId: string): Promise<string> {
  const rows: { authorId: string }[] = await manager.query(
    `SELECT authorId, MAX(seq) AS newest FROM messages WHERE channelId = ? AND kind = 'text' AND deletedAt IS NULL
     GROUP BY authorId ORDER BY newest DESC LIMIT ${MAX_REPLIERS}`,
    [threadId],
  );
  return latest(rows.map(({ authorId }) => authorId));
}

function latest(userIds: string[]): string {
  return JSON.stringify([...new Set(userIds)].slice(0, MAX_REPLIERS));
}

type Moved = Pick<ThreadEntity, 'replyCount' | 'lastReplyAt' | 'replierIds'>;

function move(tx: WriteTx, before: ThreadEntity, changes: Moved): void {
  const thread = { ...before, ...changes, version: before.version + 1 };
  const { channelId, parentId, replyCount, lastReplyAt, replierIds, version } = thread;
  const sql = 'UPDATE threads SET replyCount = ?, lastReplyAt = ?, replierIds = ?, version = ? WHERE channelId = ?';
  tx.leave([{ sql, values: [replyCount, lastReplyAt && sqlTime(lastReplyAt), replierIds, version, channelId] }]);
  tx.change(`channel:${parentId}`, threadUpdated, channelId, toThread(thread));
}
