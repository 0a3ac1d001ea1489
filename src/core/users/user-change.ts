import type { StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { toMe } from './me.wire.js';
import { UserEntity } from './user.entity.js';
import { meUpdated, userUpdated } from './user.facts.js';
import { toUser } from './user.wire.js';

type Face = 'username' | 'displayName' | 'avatarId' | 'status';
type Own = 'lastChannelId' | 'availability' | 'lastSeenAt' | 'email';
type Standing = 'emailVerifiedAt' | 'secondFactorAt' | 'disabledAt' | 'deletedAt';

/** What changes about people. */
export type UserChanges = Partial<Pick<UserEntity, Face | Own | Standing>>;

/** What of it everybody sees who shares a team with the person. */
const FACE = ['username', 'displayName', 'avatarId', 'status'] as const satisfies Face[];

/**
 * Changes a person and tells it: themselves always, their teams (whose streams the caller has locked beside the person's own) what shows there. What
 * is the same already is no change.
 */
export async function changeUser(
  tx: WriteTx,
  userId: string,
  changes: UserChanges,
  teams: readonly StreamId[] = [],
): Promise<UserEntity> {
  const before = await tx.manager.findOneByOrFail(UserEntity, { id: userId });
  const differs = (name: keyof UserChanges) => changes[name] !== undefined && changes[name] !== before[name];
  if (!(Object.keys(changes) as (keyof UserChanges)[]).some(differs)) return before;
  const version = before.version + 1;
  const after = { ...before, ...given(changes), version };
  await tx.manager.update(UserEntity, { id: userId }, { ...given(changes), version });
  tx.change(`user:${userId}`, meUpdated, userId, toMe(after));
  if (FACE.some(differs)) for (const team of teams) tx.change(team, userUpdated, userId, toUser(after));
  return after;
}

/** TypeORM takes undefined for "leave it", a spread does not. */
function given(changes: UserChanges): UserChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
