import type { EntityManager } from 'typeorm';
import type { TeamAccess } from '../../core/access/grants.js';
import { TeamMemberEntity } from '../../core/access/member.entities.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { requireOneName } from '../../core/users/user.rules.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import type { Acting } from './team-ranks.js';

/** The caller's rank under the lock: between guard and lock they may have been given another. @throws Problem `not_found`, `team.second_factor_required`. */
export async function acting({ manager }: WriteTx, { teamId, userId, permission }: TeamAccess): Promise<Acting> {
  const { role, withheld } = await memberOf(manager, teamId, userId);
  if (withheld) throw fail('team.second_factor_required');
  return { role, permission };
}

/** @throws Problem `not_found` for somebody who is not in the team. */
export async function memberOf(manager: EntityManager, teamId: string, userId: string): Promise<TeamMemberEntity> {
  const member = await manager.findOneBy(TeamMemberEntity, { teamId, userId, state: 'joined' });
  if (!member) throw fail('not_found');
  return member;
}

/** Under the lock of the team's stream, so that of two owners who go at once the second stays. @throws Problem `team.last_owner`. */
export async function keepAnOwner({ manager }: WriteTx, teamId: string): Promise<void> {
  const owners = await manager.countBy(TeamMemberEntity, { teamId, state: 'joined', role: 'owner' });
  if (owners < 2) throw fail('team.last_owner');
}

/** Somebody with an account, in the team or not. @throws Problem `validation.failed` unless named once, `not_found`. */
export async function findPerson(reader: EntityManager, whom: { userId?: string; username?: string }): Promise<string> {
  requireOneName(whom);
  const { userId, username } = whom;
  const person = await reader.findOneBy(UserEntity, userId === undefined ? { username: username! } : { id: userId });
  if (!person || person.disabledAt) throw fail('not_found');
  return person.id;
}
