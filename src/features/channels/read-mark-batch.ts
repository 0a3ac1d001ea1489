import type { EntityManager } from 'typeorm';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { storeReadMarks, type Mark } from '../../core/access/read-marks.js';
import { placeholders } from '../../platform/database/sql.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { readMarkMoved } from './channel.facts.js';
import { toReadMark, type ReadMark, type ReadMarkRow } from './channel.wire.js';
import { unreadMentions } from './unread-mentions.js';

/** What one person asks for one channel: the furthest of these that exists counts. */
export interface MarkMove {
  userId: string;
  channelId: string;
  seqs: number[];
}

type Uncounted = Omit<Mark, 'counted'>;

/** Where a mark stands, and what bounds it. */
export interface MarkStanding {
  mark: ReadMark;
  newest: { seq: number; counted: number };
}

/**
 * Moves the marks of a set, in the transaction that holds the streams of its people, and tells each person. Answers how each stands afterwards;
 * whoever is no longer a member is missing.
 */
export async function moveMarks(tx: WriteTx, batch: MarkMove[]): Promise<Map<string, MarkStanding>> {
  const before = await readStandings(tx.manager, batch);
  const wanted = batch.flatMap(({ userId, channelId, seqs }): Uncounted[] => {
    const standing = before.get(keyOf({ userId, channelId }));
    if (!standing) return [];
    const seq = Math.max(0, ...seqs.filter((one) => one <= standing.newest.seq));
    return seq > standing.mark.seq ? [{ userId, channelId, seq }] : [];
  });
  if (wanted.length === 0) return before;
  await storeReadMarks(tx.manager, await withCounts(tx.manager, wanted, before));
  const after = await readStandings(tx.manager, batch);
  for (const { userId, channelId } of wanted) {
    const mark = after.get(keyOf({ userId, channelId }))?.mark;
    if (mark) tx.change(`user:${userId}`, readMarkMoved, channelId, mark);
  }
  return new Map(
    [...after].map(([key, standing]) => [key, { ...standing, newest: before.get(key)?.newest ?? standing.newest }]),
  );
}

/**
 * Makes the message with this `seq` the first unread one, in the transaction that holds the channel's stream and the person's, and tells it. From
 * then on reading goes forward again. `undefined` for somebody who has no mark.
 */
export async function markUnread(
  tx: WriteTx,
  who: { userId: string; channelId: string },
  seq: number,
): Promise<MarkStanding | undefined> {
  const before = (await readStandings(tx.manager, [who])).get(keyOf(who));
  if (!before || seq > before.newest.seq || before.mark.seq === seq - 1) return before;
  const rows: { counted: number }[] = await tx.manager.query(
    'SELECT counted FROM messages WHERE channelId = ? AND seq = ?',
    [who.channelId, seq - 1],
  );
  await tx.manager.update(ChannelMemberEntity, who, {
    ...{ readSeq: seq - 1, readCounted: rows[0]?.counted ?? 0 }, // before the first there is none
    ...{ readVersion: before.mark.version + 1, readResetSeq: before.newest.seq },
  });
  const after = (await readStandings(tx.manager, [who])).get(keyOf(who))!;
  tx.change(`user:${who.userId}`, readMarkMoved, who.channelId, after.mark);
  return after;
}

/** Of each of these who is a member, by `keyOf`. */
export async function readStandings(
  manager: EntityManager,
  keys: { channelId: string; userId: string }[],
): Promise<Map<string, MarkStanding>> {
  const rows: (ReadMarkRow & { userId: string; seq: number; counted: number })[] = await manager.query(
    `SELECT cm.channelId, cm.userId, cm.readSeq, cm.readCounted, cm.readVersion, cm.readResetSeq, s.seq, s.counted
       FROM channel_members cm JOIN streams s ON s.id = CONCAT('channel:', cm.channelId)
       WHERE cm.state = 'joined' AND (cm.channelId, cm.userId) IN (${placeholders(keys.length, 2)})`,
    keys.flatMap(({ channelId, userId }) => [channelId, userId]),
  );
  const mentions = await unreadMentions(manager, rows);
  return new Map(
    rows.map(({ userId, seq, counted, ...row }) => [
      keyOf({ channelId: row.channelId, userId }),
      { mark: toReadMark(row, mentions.get(`${row.channelId} ${userId}`)), newest: { seq, counted } },
    ]),
  );
}

/** A message knows how many up to it count as unread; for the newest, which most marks are for, the stream's row knows. */
async function withCounts(
  manager: EntityManager,
  wanted: Uncounted[],
  standings: Map<string, MarkStanding>,
): Promise<Mark[]> {
  const newestOf = (mark: Uncounted) => standings.get(keyOf(mark))!.newest;
  const older = wanted.filter((mark) => mark.seq < newestOf(mark).seq);
  const rows: { channelId: string; seq: number; counted: number }[] =
    older.length === 0
      ? []
      : await manager.query(
          `SELECT channelId, seq, counted FROM messages WHERE (channelId, seq) IN (${placeholders(older.length, 2)})`,
          older.flatMap(({ channelId, seq }) => [channelId, seq]),
        );
  const counts = new Map(rows.map(({ channelId, seq, counted }) => [`${channelId} ${seq}`, counted]));
  return wanted.map((mark) => {
    const counted =
      mark.seq === newestOf(mark).seq ? newestOf(mark).counted : counts.get(`${mark.channelId} ${mark.seq}`)!;
    return { ...mark, counted };
  });
}

export function keyOf({ userId, channelId }: { userId: string; channelId: string }): string {
  return `${userId} ${channelId}`;
}
