import { outranks, type TeamRole } from '../../core/access/roles.js';
import { fail } from '../../platform/errors/problem.js';

/** What a rank must suffice for: the permission is named in the refusal. */
export interface Acting {
  role: TeamRole;
  permission: string;
}

/**
 * Nobody gives a role as high as their own, but owners may make owners.
 * @throws Problem `team.role_too_high`.
 */
export function requireMayGive({ role, permission }: Acting, given: TeamRole): void {
  if (role !== 'owner' && !outranks(role, given)) throw fail('team.role_too_high', { permission });
}

/**
 * Nobody acts on an equal or on somebody above.
 * @throws Problem `team.role_too_high`.
 */
export function requireOutranks({ role, permission }: Acting, target: TeamRole): void {
  if (!outranks(role, target)) throw fail('team.role_too_high', { permission });
}

/**
 * Taking people out is moderation: plain members have no power over guests, though they stand above them.
 * @throws Problem `access.denied`, `team.role_too_high`.
 */
export function requireMayRemove(actor: Acting, target: TeamRole): void {
  if (!outranks(actor.role, 'member')) throw fail('access.denied', { permission: actor.permission });
  requireOutranks(actor, target);
}
