import { UserEntity } from '../../core/users/user.entity.js';
import { InstallationEntity } from '../../platform/changes/stream.entity.js';
import { duplicateKey } from '../../platform/database/errors.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';

/** Somebody new. Names and address are normalised and checked; without a password they sign in elsewhere only. */
export type NewAccount = Pick<UserEntity, 'id' | 'username' | 'displayName' | 'email' | 'passwordHash'>;

interface Terms {
  /** Owns the installation, whoever came first. */
  owner?: boolean;
  /** Somebody who is to be trusted says that the address is theirs. */
  emailVerified?: boolean;
}

/** What may come later. */
const notYet = { lastLoginAt: null, disabledAt: null, deletedAt: null, secondFactorAt: null } as const;
/** What people say about themselves later. */
const emptyFace = {
  lastChannelId: null,
  avatarId: null,
  status: null,
  availability: 'auto',
  lastSeenAt: null,
} as const;

/**
 * Makes an account with its stream, whichever way somebody comes. The first one owns the installation. What the database refuses `takenName`
 * explains.
 */
export async function createAccount(
  tx: WriteTx,
  { id, ...account }: NewAccount,
  { owner = false, emailVerified = false }: Terms = {},
): Promise<UserEntity> {
  tx.open(`user:${id}`);
  const isOwner = (await claimOwnership(tx, id)) || owner;
  const times = { ...notYet, createdAt: tx.now, emailVerifiedAt: emailVerified ? tx.now : null };
  const user: UserEntity = { id, ...account, isOwner, ...times, ...emptyFace, version: 1 };
  await tx.manager.insert(UserEntity, { ...user }); // TypeORM writes MariaDB's raw values back into what it is given: 1 for true
  return user;
}

/** The problem that stands behind an error of `createAccount`: `auth.username_taken`, `auth.email_taken`, or the error itself. */
export function takenName(error: unknown): unknown {
  const key = duplicateKey(error);
  if (key === 'uq_users_username') return fail('auth.username_taken', { cause: error });
  if (key === 'uq_users_email') return fail('auth.email_taken', { cause: error });
  return error;
}

/** One row names the first owner, and its key is unique: of all who race to be first one wins, and if that one fails the next does. */
export async function claimOwnership({ manager }: WriteTx, userId: string): Promise<boolean> {
  const owner = { key: 'owner' };
  if (await manager.existsBy(InstallationEntity, owner)) return false;
  const claim = { ...owner, value: userId };
  await manager.createQueryBuilder().insert().into(InstallationEntity).values(claim).orIgnore().execute();
  return (await manager.findOneByOrFail(InstallationEntity, owner)).value === userId;
}
