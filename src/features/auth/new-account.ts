import { UserEntity } from '../../core/users/user.entity.js';
import { InstallationEntity } from '../../platform/changes/stream.entity.js';
import { duplicateKey } from '../../platform/database/errors.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';

/** What a new account is made of. Names and address are normalised and checked. */
export type NewAccount = Pick<UserEntity, 'id' | 'username' | 'displayName' | 'email' | 'passwordHash'>;

/** What people say about themselves later. */
const emptyFace = { lastChannelId: null, status: null, availability: 'auto', lastSeenAt: null } as const;

/** Makes an account with its stream. The first one owns the installation, and so does one that is made to. */
export async function insertAccount(
  tx: WriteTx,
  { id, ...account }: NewAccount,
  { signedIn, owner = false }: { signedIn: boolean; owner?: boolean },
): Promise<UserEntity> {
  tx.open(`user:${id}`);
  const isFirst = await claimOwnership(tx, id);
  const times = { createdAt: tx.now, lastLoginAt: signedIn ? tx.now : null, disabledAt: null };
  const user: UserEntity = { id, ...account, isOwner: isFirst || owner, ...times, ...emptyFace, version: 1 };
  await tx.manager.insert(UserEntity, { ...user }); // TypeORM writes MariaDB's raw values back into what it is given: 1 for true
  return user;
}

/** What a write that made an account failed with, as people are told it. */
export function taken(error: unknown): unknown {
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
