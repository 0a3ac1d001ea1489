import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/changes/group-by.js';
import type { StreamId } from '../../platform/database/ids.js';
import { placeholders } from '../../platform/database/sql.js';

/** The host and the moderators of these channels, by channel, but for those whom the team keeps out until they have a second factor. */
export async function leadersOf(reader: EntityManager, channelIds: string[]): Promise<Map<string, string[]>> {
  const ids = [...new Set(channelIds)];
  if (ids.length === 0) return new Map();
  const leaders: { channelId: string; userId: string }[] = await reader.query(
    `SELECT cm.channelId, cm.userId FROM channel_members cm JOIN channels c ON c.id = cm.channelId
     WHERE cm.channelId IN ${placeholders(1, ids.length)} AND cm.state = 'joined' AND cm.role IN ('host', 'moderator')
       AND NOT EXISTS (SELECT 1 FROM team_members tm WHERE tm.teamId = c.teamId AND tm.userId = cm.userId AND tm.withheld = 1)`,
    ids,
  );
  const byChannel = groupBy(leaders, ({ channelId }) => channelId);
  return new Map([...byChannel].map(([id, members]) => [id, members.map(({ userId }) => userId)]));
}

/** Their own streams, on which they hear who asks to come in. */
export async function leaderStreams(reader: EntityManager, channelId: string): Promise<StreamId[]> {
  const leaders = await leadersOf(reader, [channelId]);
  return (leaders.get(channelId) ?? []).map((userId): StreamId => `user:${userId}`);
}
