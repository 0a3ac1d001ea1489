import { IsNull } from 'typeorm';
import { recordAct } from '../../core/audit/installation-audit.js';
import { revokeAllTokens } from '../../core/one-time-tokens/one-time-tokens.js';
import { toMe } from '../../core/users/me.wire.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { meUpdated } from '../../core/users/user.facts.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { claimOwnership } from '../auth/new-account.js';
import { endAllSessions } from '../auth/session-ending.js';

/*
 * What owners of the installation, and whoever sits at its command line, do to accounts. The caller has locked `OWNERS_STREAM`, under which
 * owners are counted, and the person's own stream. What is so already stays as it is and is not recorded.
 */

/** Who does it to whom; without an `actorId` it is the command line. */
export interface Exercise {
  actorId: string | null;
  userId: string;
}

/** Shuts somebody out: their sessions end, their sockets close on every node, and what links in mails stood for is void. @throws Problem `not_found`, `installation.last_owner`. */
export async function disableAccount(tx: WriteTx, { actorId, userId }: Exercise): Promise<UserEntity> {
  const before = await find(tx, userId);
  if (before.disabledAt) return before;
  if (before.isOwner) await requireOtherOwner(tx, userId);
  await endAllSessions(tx, userId, 'disabled');
  await revokeAllTokens(tx, userId);
  await recordAct(tx, { actorId, action: 'user.disabled', userId });
  return change(tx, before, { disabledAt: tx.now });
}

/** Lets somebody sign in again. @throws Problem `not_found`. */
export async function enableAccount(tx: WriteTx, { actorId, userId }: Exercise): Promise<UserEntity> {
  const before = await find(tx, userId);
  if (!before.disabledAt) return before;
  await recordAct(tx, { actorId, action: 'user.enabled', userId });
  return change(tx, before, { disabledAt: null });
}

/** Makes somebody an owner of the installation, beside those who are. @throws Problem `not_found`, `user.disabled`. */
export async function makeOwner(tx: WriteTx, { actorId, userId }: Exercise): Promise<UserEntity> {
  const before = await find(tx, userId);
  if (before.disabledAt) throw fail('user.disabled');
  if (before.isOwner) return before;
  await claimOwnership(tx, userId); // so that nobody becomes one by being the first to register
  await recordAct(tx, { actorId, action: 'owner.added', userId });
  return change(tx, before, { isOwner: true });
}

/** Makes an owner one like everybody else. @throws Problem `not_found`, `installation.last_owner`. */
export async function unmakeOwner(tx: WriteTx, { actorId, userId }: Exercise): Promise<UserEntity> {
  const before = await find(tx, userId);
  if (!before.isOwner) return before;
  await requireOtherOwner(tx, userId);
  await recordAct(tx, { actorId, action: 'owner.removed', userId });
  return change(tx, before, { isOwner: false });
}

/** Gives somebody another password, of which the hash is given, and ends whatever they, or whoever knew the old one, began with it. @throws Problem `not_found`. */
export async function replacePassword(tx: WriteTx, { actorId, userId }: Exercise, passwordHash: string): Promise<void> {
  const before = await find(tx, userId);
  await tx.manager.update(UserEntity, { id: before.id }, { passwordHash });
  await endAllSessions(tx, userId, 'password');
  await revokeAllTokens(tx, userId);
  await recordAct(tx, { actorId, action: 'user.password_reset', userId });
}

async function find({ manager }: WriteTx, id: string): Promise<UserEntity> {
  const user = await manager.findOneBy(UserEntity, { id });
  if (!user) throw fail('not_found');
  return user;
}

/** Owners who are disabled do not count: nobody could undo it. */
async function requireOtherOwner({ manager }: WriteTx, userId: string): Promise<void> {
  const owners = await manager.find(UserEntity, {
    select: { id: true },
    where: { isOwner: true, disabledAt: IsNull() },
    take: 2,
  });
  if (!owners.some(({ id }) => id !== userId)) throw fail('installation.last_owner');
}

async function change(
  tx: WriteTx,
  before: UserEntity,
  changes: Partial<Pick<UserEntity, 'isOwner' | 'disabledAt'>>,
): Promise<UserEntity> {
  const after = { ...before, ...changes, version: before.version + 1 };
  await tx.manager.update(UserEntity, { id: before.id }, { ...changes, version: after.version });
  tx.change(`user:${before.id}`, meUpdated, before.id, toMe(after));
  return after;
}
