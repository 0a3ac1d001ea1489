import { Like, type EntityManager } from 'typeorm';
import { firstFree, numberedLike } from '../teams/slugs.js';
import { ChannelEntity } from './channel.entity.js';

/** `wanted`, or the first of `wanted-2`, `wanted-3` … that no channel of the team has. Whoever asks holds the lock of the team's stream. */
export async function freeSlug(manager: EntityManager, teamId: string, wanted: string): Promise<string> {
  const where = [
    { teamId, slug: wanted },
    { teamId, slug: Like(numberedLike(wanted)) },
  ];
  const channels = await manager.find(ChannelEntity, { select: { slug: true }, where });
  return firstFree(wanted, new Set(channels.map(({ slug }) => slug)));
}
