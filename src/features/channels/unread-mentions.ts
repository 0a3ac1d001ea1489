import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/changes/group-by.js';
import { EVERYONE } from './mention.entity.js';

/** More than this nobody counts: it shows as 99+. */
const MAX_COUNTED = 100;
/** SQLite refuses an expression that is deeper than 1,000. */
const MEMBERS_A_QUERY = 400;

/** How far a member has read, and how far the channel is. */
interface Reader {
  channelId: string;
  userId: string;
  readSeq: number;
  seq: number;
}

/**
 * The numbers of the unread messages that mention these members, oldest first, by `channel user`. Each is a range of the key of `mentions` that
 * begins at the read mark, so it costs what is unread and mentions them, whatever the channel holds. The marks stand in the statement because no
 * database makes such a range of a joined column: it would read all that ever mentioned them. Who has read everything costs nothing.
 */
export async function unreadMentions(reader: EntityManager, members: Reader[]): Promise<Map<string, number[]>> {
  const behind = members.filter(({ readSeq, seq }) => readSeq < seq);
  const found = new Map<string, Set<number>>();
  for (let start = 0; start < behind.length; start += MEMBERS_A_QUERY) {
    const part = behind.slice(start, start + MEMBERS_A_QUERY);
    const rows: { channelId: string; userId: string; seq: number }[] = await reader.query(
      `SELECT channelId, userId, seq FROM mentions WHERE ${part.map(() => RANGE).join(' OR ')} ORDER BY seq`,
      part.flatMap(({ channelId, userId, readSeq }) => [channelId, userId, readSeq]),
    );
    collect(found, part, rows);
  }
  return new Map([...found].map(([key, seqs]) => [key, [...seqs].slice(-MAX_COUNTED)]));
}

const RANGE = `(channelId = ? AND userId IN (?, '${EVERYONE}') AND seq > ?)`;

/** What mentions everybody is found once and counts for all members of the channel who have not read it. */
function collect(
  found: Map<string, Set<number>>,
  members: Reader[],
  rows: { channelId: string; userId: string; seq: number }[],
): void {
  const byChannel = groupBy(members, ({ channelId }) => channelId);
  for (const { channelId, userId, seq } of rows) {
    for (const member of byChannel.get(channelId) ?? []) {
      if (seq <= member.readSeq || (userId !== EVERYONE && userId !== member.userId)) continue;
      const key = `${channelId} ${member.userId}`;
      found.set(key, (found.get(key) ?? new Set()).add(seq));
    }
  }
}
