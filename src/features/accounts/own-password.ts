import { Injectable } from '@nestjs/common';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import type { Device } from '../auth/device.js';
import { Passwords } from '../auth/passwords.js';
import { SignInLimits } from '../auth/sign-in.limits.js';

/** Asks for the password before what a borrowed session must not do. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly database: Database,
    private readonly limits: SignInLimits,
    private readonly passwords: Passwords,
  ) {}

  /**
   * The account, whose password this is. Wrong ones count like those of a sign-in.
   * @throws Problem `auth.invalid_credentials`, `rate.limited`.
   */
  async require(userId: string, password: string, device: Device): Promise<UserEntity> {
    const user = await this.database.read((reader) => reader.findOneByOrFail(UserEntity, { id: userId }));
    await this.limits.count(userId, device);
    if (!(await this.passwords.matches(password, user.passwordHash))) throw fail('auth.invalid_credentials');
    await this.limits.giveBack(userId, device);
    return user;
  }

  /** Before a mail that the person themselves asks for. @throws Problem `rate.limited`. */
  async requireMayMail(address: string): Promise<void> {
    if (!(await this.limits.mayMail(address))) throw fail('rate.limited', { retryAfter: 3600 });
  }

  /** The hash of a new one. @throws Problem `auth.password_weak`. */
  async newHash(
    { username, email, displayName }: Pick<UserEntity, 'username' | 'email' | 'displayName'>,
    password: string,
  ): Promise<string> {
    await this.passwords.refuseWeak(password, [username, email, email.split('@')[0]!, displayName]);
    return this.passwords.hash(password);
  }
}

/** Under the lock: what was right a moment ago must be so still. @throws Problem `auth.invalid_credentials`. */
export async function requireSamePassword({ manager }: WriteTx, before: UserEntity): Promise<UserEntity> {
  const user = await manager.findOneByOrFail(UserEntity, { id: before.id });
  if (user.passwordHash !== before.passwordHash) throw fail('auth.invalid_credentials');
  return user;
}
