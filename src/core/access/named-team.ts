import type { EntityManager } from 'typeorm';
import { fail } from '../../platform/errors/problem.js';
import { teamStanding } from './standing.js';

/** For lists that can be narrowed to a team: one that is not the person's own does not exist for them. @throws Problem `not_found`, `team.second_factor_required`. */
export async function requireOwnTeam(reader: EntityManager, userId: string, teamId: string | undefined): Promise<void> {
  if (teamId === undefined) return;
  const standing = await teamStanding(reader, userId, teamId);
  if (!standing) throw fail('not_found');
  if (standing.withheld) throw fail('team.second_factor_required');
}
