import type { EntityManager } from 'typeorm';
import type { ChannelAccess } from '../../core/access/grants.js';
import { channelStanding } from '../../core/access/standing.js';
import { fail } from '../../platform/errors/problem.js';

/**
 * Only who is not in a channel, and cannot come in by themselves, asks. Looked at under the lock: the channel may just have opened.
 * @throws Problem `channel.member_exists`, `join_request.needless`.
 */
export async function requireMustAsk(manager: EntityManager, { userId, channelId }: ChannelAccess): Promise<void> {
  const standing = await channelStanding(manager, userId, { channelId });
  if (!standing) throw fail('not_found');
  if (standing.channelRole !== null) throw fail('channel.member_exists');
  if (standing.visibility === 'public')
    throw fail('join_request.needless', { detail: 'This channel is public: join it with channel.join.' });
}
