import { In, IsNull } from 'typeorm';
import { sqlTime } from '../../platform/database/sql.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { MessageEntity } from './message.entity.js';
import { toThread } from './message.wire.js';
import { threadUpdated } from './messages.broadcaster.js';
import { ThreadEntity } from './thread.entity.js';

/*
 * What the channel that a thread hangs under sees of it. The transaction holds the streams of both, so the counts are exact.
 */

/** Counts replies that were just stored: each thread is told of once, however many of them are in it. */
export async function repliesCame(tx: WriteTx, replies: MessageEntity[]): Promise<void> {
  if (replies.length === 0) return;
  const counts = new Map<string, number>();
  for (const { channelId } of replies) counts.set(channelId, (counts.get(channelId) ?? 0) + 1);
  for (const thread of await tx.manager.findBy(ThreadEntity, { channelId: In([...counts.keys()]) }))
    move(tx, thread, { replyCount: thread.replyCount + counts.get(thread.channelId)!, lastReplyAt: tx.now });
}

/** Counts so many replies less, whose rows say already that they were deleted. */
export async function repliesWent(tx: WriteTx, threadId: string, count: number): Promise<void> {
  const thread = await tx.manager.findOneByOrFail(ThreadEntity, { channelId: threadId });
  const last = await tx.manager.findOne(MessageEntity, {
    where: { channelId: threadId, kind: 'text', deletedAt: IsNull() },
    order: { seq: 'DESC' },
  });
  move(tx, thread, { replyCount: thread.replyCount - count, lastReplyAt: last?.createdAt ?? null });
}

function move(tx: WriteTx, before: ThreadEntity, changes: Pick<ThreadEntity, 'replyCount' | 'lastReplyAt'>): void {
  const thread = { ...before, ...changes, version: before.version + 1 };
  const { channelId, parentId, replyCount, lastReplyAt, version } = thread;
  const sql = 'UPDATE threads SET replyCount = ?, lastReplyAt = ?, version = ? WHERE channelId = ?';
  tx.leave([{ sql, values: [replyCount, lastReplyAt && sqlTime(lastReplyAt), version, channelId] }]);
  tx.change(`channel:${parentId}`, threadUpdated, channelId, toThread(thread));
}
