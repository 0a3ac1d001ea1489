import type { EntityManager } from 'typeorm';
import { fail } from '../../platform/errors/problem.js';
import { teamStanding } from './standing.js';

/** For lists that can be narrowed to a team: one that is not the person's own does not exist for them. @throws Problem `not_found`. */
export async function requireOwnTeam(reader: EntityManager, userId: string, teamId: string | undefined): Promise<void> {
  if (teamId !== undefined && !(await teamStanding(reader, userId, teamId))) throw fail('not_found');
}
