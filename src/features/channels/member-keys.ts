import { In, type EntityManager } from 'typeorm';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import type { LoggedChange } from '../../platform/changes/facts.js';
import { streamSubject } from '../../platform/database/ids.js';

/** Whose membership, and where. */
export interface MemberKey {
  channelId: string;
  userId: string;
}

/** Of facts that are told to one person on their own stream, with the channel as the subject. */
export function ownKeys(changes: LoggedChange[]): MemberKey[] {
  return changes.map(({ stream, subjectId }) => ({ channelId: subjectId, userId: streamSubject(stream) }));
}

/** By `<channel>/<user>`. Asked by both columns apart, which is never fewer than wanted and at most the crowd of a few channels. */
export async function membersByKey(
  reader: EntityManager,
  keys: MemberKey[],
): Promise<Map<string, ChannelMemberEntity>> {
  const found = await reader.findBy(ChannelMemberEntity, {
    channelId: In([...new Set(keys.map(({ channelId }) => channelId))]),
    userId: In([...new Set(keys.map(({ userId }) => userId))]),
  });
  return new Map(found.map((member) => [`${member.channelId}/${member.userId}`, member]));
}
