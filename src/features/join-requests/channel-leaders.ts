import { In, type EntityManager } from 'typeorm';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { groupBy } from '../../platform/changes/group-by.js';
import type { StreamId } from '../../platform/database/ids.js';

/** The host and the moderators of these channels, by channel. */
export async function leadersOf(reader: EntityManager, channelIds: string[]): Promise<Map<string, string[]>> {
  const leaders = await reader.find(ChannelMemberEntity, {
    select: { channelId: true, userId: true },
    where: { channelId: In([...new Set(channelIds)]), state: 'joined', role: In(['host', 'moderator']) },
  });
  const byChannel = groupBy(leaders, ({ channelId }) => channelId);
  return new Map([...byChannel].map(([id, members]) => [id, members.map(({ userId }) => userId)]));
}

/** Their own streams, on which they hear who asks to come in. */
export async function leaderStreams(reader: EntityManager, channelId: string): Promise<StreamId[]> {
  const leaders = await leadersOf(reader, [channelId]);
  return (leaders.get(channelId) ?? []).map((userId): StreamId => `user:${userId}`);
}
