import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/changes/group-by.js';
import { placeholders, sqlTime } from '../../platform/database/sql.js';

/** A channel that somebody may read right now. Threads are read by whoever may read what they hang under, and are not named. */
interface Readable {
  id: string;
  teamId: string | null;
  kind: string;
  slug: string;
}

/** Where somebody looks: everywhere, or in some team, or in some channels by slug or `@username`. */
export interface Place {
  userId: string;
  teamId: string | undefined;
  names: string[];
  now: Date;
}

/** One's own, as long as one is in their team and it does not keep one out; and what one's teams have in public, unless one is a guest there or banned from it. */
const READABLE = `
  SELECT c.id, c.teamId, c.kind, c.slug FROM channel_members cm JOIN channels c ON c.id = cm.channelId
  LEFT JOIN team_members tm ON tm.teamId = c.teamId AND tm.userId = cm.userId AND tm.state = 'joined' AND tm.withheld = 0
  WHERE cm.userId = ? AND cm.state = 'joined' AND c.kind <> 'thread' AND (c.teamId IS NULL OR tm.userId IS NOT NULL)
  UNION
  SELECT c.id, c.teamId, c.kind, c.slug FROM team_members tm
  JOIN channels c ON c.teamId = tm.teamId AND c.visibility = 'public' AND c.kind <> 'thread'
  LEFT JOIN channel_members cm ON cm.channelId = c.id AND cm.userId = tm.userId AND cm.state = 'banned' AND (cm.bannedUntil IS NULL OR cm.bannedUntil > ?)
  WHERE tm.userId = ? AND tm.state = 'joined' AND tm.withheld = 0 AND tm.role <> 'guest' AND cm.userId IS NULL`;

/** The channels to search in: those of the place that the person may read. The same as the policy of `message.list` says, for all channels at once. */
export async function channelsIn(reader: EntityManager, { userId, teamId, names, now }: Place): Promise<string[]> {
  const readable: Readable[] = await reader.query(READABLE, [userId, sqlTime(now), userId]);
  const there = teamId === undefined ? readable : readable.filter((channel) => channel.teamId === teamId);
  if (names.length === 0) return there.map(({ id }) => id);
  const rooms = there.filter(({ kind, slug }) => kind !== 'direct' && names.includes(slug));
  const usernames = names.flatMap((name) => (name.startsWith('@') ? [name.slice(1)] : []));
  const dms = there.filter(({ kind }) => kind === 'direct').map(({ id }) => id);
  return [...rooms.map(({ id }) => id), ...(await dmsWith(reader, { userId, usernames, dms }))];
}

/** Those of these DMs that the person has with one of the others alone; with `me`, or their own name, the one with themselves. */
async function dmsWith(
  reader: EntityManager,
  { userId, usernames, dms }: { userId: string; usernames: string[]; dms: string[] },
): Promise<string[]> {
  if (usernames.length === 0 || dms.length === 0) return [];
  const rows: { channelId: string; userId: string; username: string }[] = await reader.query(
    `SELECT cm.channelId, cm.userId, u.username FROM channel_members cm JOIN users u ON u.id = cm.userId
     WHERE cm.channelId IN ${placeholders(1, dms.length)}`,
    dms,
  );
  return [...groupBy(rows, ({ channelId }) => channelId)].flatMap(([channelId, members]) => {
    const others = members.filter((member) => member.userId !== userId);
    if (others.length > 1) return [];
    const names = others.length === 1 ? [others[0]!.username] : ['me', ...members.map(({ username }) => username)];
    return names.some((name) => usernames.includes(name)) ? [channelId] : [];
  });
}
