import type { EntityManager } from 'typeorm';
import { sqlTime } from '../../platform/database/sql.js';

/** A stretch of time, without its beginning. */
export interface Stretch {
  after: Date;
  until: Date;
}

/** Something that waits for somebody: a number of mentions in a channel, or of messages of a conversation of a few. */
export interface Waiting {
  kind: 'mentions' | 'messages';
  /** Who said it, or one of them. */
  sender: string;
  /** The channel's name, of a thread that of what it hangs under; null or empty of a conversation of a few. */
  channel: string | null;
  team: string | null;
  number: number;
}

/** Conversations whose streams have not moved cannot hold anything new; clocks may differ by this, and a commit take as long. */
const SLACK_MS = 60_000;

/** A member who wants to hear of the channel and has not read so far. */
const MEMBER = `cm.state = 'joined' AND cm.muted = 0 AND cm.notify <> 'none'`;
/** Nothing is told of a team that keeps the person out until they have a second factor. */
const KEPT_OUT = `SELECT 1 FROM channels w JOIN team_members tm ON tm.teamId = w.teamId AND tm.withheld = 1
  WHERE w.id = mn.channelId AND tm.userId = cm.userId`;
const MENTIONS = `mentions mn JOIN channel_members cm ON cm.channelId = mn.channelId AND mn.userId IN (cm.userId, '*')
  AND cm.readSeq < mn.seq AND ${MEMBER} JOIN messages m ON m.id = mn.messageId AND m.authorId <> cm.userId
  AND NOT EXISTS (${KEPT_OUT})`;
const DIRECT = `channels c JOIN messages m ON m.channelId = c.id AND m.kind = 'text' AND m.deletedAt IS NULL
  JOIN channel_members cm ON cm.channelId = c.id AND cm.readSeq < m.seq AND cm.userId <> m.authorId AND ${MEMBER}`;

/** For whom something was said in this stretch that mentions them, or in a conversation of a few, and that they have not read. */
export async function peopleWaitedFor(reader: EntityManager, { after, until }: Stretch): Promise<string[]> {
  const [from, to] = [sqlTime(after), sqlTime(until)];
  const moved = sqlTime(new Date(after.getTime() - SLACK_MS));
  const rows: { userId: string }[] = await reader.query(
    `SELECT cm.userId FROM ${MENTIONS} WHERE mn.createdAt > ? AND mn.createdAt <= ?
     UNION SELECT cm.userId FROM streams s JOIN ${DIRECT} AND m.createdAt > ? AND m.createdAt <= ?
     WHERE s.movedAt > ? AND s.id = CONCAT('channel:', c.id) AND c.kind = 'direct'`,
    [from, to, from, to, moved],
  );
  return rows.map(({ userId }) => userId);
}

/** All that waits for a person of this stretch. */
export async function waitingFor(reader: EntityManager, userId: string, { after, until }: Stretch): Promise<Waiting[]> {
  const [from, to] = [sqlTime(after), sqlTime(until)];
  const rows: (Waiting & { number: number | string })[] = await reader.query(
    `SELECT 'mentions' AS kind, MIN(u.displayName) AS sender, COALESCE(p.name, c.name) AS channel, t.name AS team, COUNT(DISTINCT m.id) AS number
     FROM ${MENTIONS} JOIN channels c ON c.id = mn.channelId LEFT JOIN channels p ON p.id = c.parentId
     LEFT JOIN teams t ON t.id = c.teamId JOIN users u ON u.id = m.authorId
     WHERE cm.userId = ? AND mn.createdAt > ? AND mn.createdAt <= ? AND c.kind <> 'direct'
     GROUP BY c.id, COALESCE(p.name, c.name), t.name
     UNION ALL SELECT 'messages', MIN(u.displayName), NULL, NULL, COUNT(DISTINCT m.id)
     FROM ${DIRECT} JOIN users u ON u.id = m.authorId
     WHERE c.kind = 'direct' AND cm.userId = ? AND m.createdAt > ? AND m.createdAt <= ? GROUP BY c.id`,
    [userId, from, to, userId, from, to],
  );
  return rows.map((row) => ({ ...row, number: Number(row.number) }));
}
