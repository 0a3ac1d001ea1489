import type { EntityManager } from 'typeorm';
import type { ChannelAccess } from '../../core/access/grants.js';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { outranks, type ChannelRole } from '../../core/access/roles.js';
import { teamStanding } from '../../core/access/standing.js';
import { fail } from '../../platform/errors/problem.js';

/** @throws Problem `not_found` for somebody who is not in the channel. */
export async function memberOf(
  manager: EntityManager,
  channelId: string,
  userId: string,
): Promise<ChannelMemberEntity> {
  const member = await manager.findOneBy(ChannelMemberEntity, { channelId, userId, state: 'joined' });
  if (!member) throw fail('not_found');
  return member;
}

/**
 * Everybody of the team stays in its general channel, but guests, who are in it by invitation only.
 * @throws Problem `channel.general_required`.
 */
export async function requireFreeToGo(
  manager: EntityManager,
  { channel }: ChannelAccess,
  userId: string,
): Promise<void> {
  if (!channel.isGeneral || channel.teamId === null) return;
  const standing = await teamStanding(manager, userId, channel.teamId);
  if (standing?.teamRole !== 'guest') throw fail('channel.general_required');
}

/**
 * Nobody acts on an equal: the host may remove a moderator, and so may those who lead the team.
 * @throws Problem `channel.host_required`, `access.denied`.
 */
export async function requireMayRemove(
  manager: EntityManager,
  access: ChannelAccess,
  role: ChannelRole,
): Promise<void> {
  if (role === 'host') throw fail('channel.host_required');
  if (role === 'moderator' && !(await leadsModerators(manager, access)))
    throw fail('access.denied', { permission: access.permission });
}

/** Nobody acts on an equal: members are everybody's who may at all. @throws Problem `not_found`, `access.denied`. */
export async function requireStandsAbove(manager: EntityManager, access: ChannelAccess, userId: string): Promise<void> {
  const { role } = await memberOf(manager, access.channelId, userId);
  if (role !== 'member' && !(await leadsModerators(manager, access)))
    throw fail('access.denied', { permission: access.permission });
}

/**
 * Whoever is banned sees the channel no more and cannot undo it. So those who lead the team are banned by who stands above them there alone, and
 * nobody bans themselves.
 * @throws Problem `access.denied`.
 */
export async function requireMayKeepOut(
  manager: EntityManager,
  { channel: { teamId }, userId: actorId, permission }: ChannelAccess,
  userId: string,
): Promise<void> {
  const roleOf = async (id: string) =>
    teamId === null ? undefined : (await teamStanding(manager, id, teamId))?.teamRole;
  const theirs = await roleOf(userId);
  const own = await roleOf(actorId);
  const leads = theirs === 'owner' || theirs === 'admin';
  if (userId === actorId || (leads && !(own && outranks(own, theirs)))) throw fail('access.denied', { permission });
}

async function leadsModerators(
  manager: EntityManager,
  { channelId, userId, channel }: ChannelAccess,
): Promise<boolean> {
  const standing = channel.teamId === null ? undefined : await teamStanding(manager, userId, channel.teamId);
  if (standing?.teamRole === 'owner' || standing?.teamRole === 'admin') return true;
  return manager.existsBy(ChannelMemberEntity, { channelId, userId, state: 'joined', role: 'host' });
}
