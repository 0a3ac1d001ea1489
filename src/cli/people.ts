import type { EntityManager } from 'typeorm';
import { OWNERS_STREAM } from '../core/access/grants.js';
import { UserEntity } from '../core/users/user.entity.js';
import type { Database } from '../platform/database/database.js';
import type { WriteTx } from '../platform/database/write-tx.js';
import { Refused } from './command.js';

/** Somebody by username, email address or id. @throws Refused when there is nobody. */
export async function findUser(reader: EntityManager, name: string): Promise<UserEntity> {
  const lower = name.toLowerCase();
  const user = await reader.findOneBy(UserEntity, [{ username: lower }, { email: lower }, { id: lower }]);
  if (!user) throw new Refused(`There is nobody called "${name}".`);
  return user;
}

/** Does something to somebody's account, under the locks that it needs. */
export async function withUser(
  database: Database,
  name: string,
  work: (tx: WriteTx, user: UserEntity) => Promise<unknown>,
): Promise<UserEntity> {
  const user = await database.read((reader) => findUser(reader, name));
  await database.write([OWNERS_STREAM, `user:${user.id}`], (tx) => work(tx, user));
  return user;
}
