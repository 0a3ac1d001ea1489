import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { UserAccess } from '../../core/access/grants.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import type { LoginDto } from './auth.dto.js';
import type { SignedIn } from './auth.wire.js';
import type { Device } from './device.js';
import { Passwords } from './passwords.js';
import { SessionsService } from './sessions.service.js';
import { SignIn } from './sign-in.js';
import { SignInLimits } from './sign-in.limits.js';
import { logoutMail, newsOf } from './sign-in.mails.js';

/** Signing in and out. */
@Injectable()
export class AuthService {
  constructor(
    private readonly database: Database,
    private readonly limits: SignInLimits,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly signIn: SignIn,
  ) {}

  /**
   * The same answer after the same work, whether there is no such account or the password is another.
   * @throws Problem `auth.invalid_credentials`, `rate.limited`, `user.disabled`, `auth.second_factor_required`.
   */
  async login({ login, password }: LoginDto, device: Device): Promise<SignedIn> {
    const account = await this.database.read((reader) => findAccount(reader, login));
    const counted = account?.id ?? login; // by username and by email address it is one account
    await this.limits.count(counted, device);
    const matches = await this.passwords.matches(password, account?.passwordHash);
    if (!account || !matches) throw fail('auth.invalid_credentials');
    await this.limits.giveBack(counted, device);
    return this.signIn.begin(account.id, device, { passwordHash: await this.freshHash(account, password) });
  }

  /** Hashes the password anew where the figures have changed since: an old hash would be cheaper to try, and its time would tell that there is an account. */
  private async freshHash({ id, passwordHash }: UserEntity, password: string): Promise<string | null> {
    if (passwordHash === null || !this.passwords.isDated(passwordHash)) return passwordHash;
    const fresh = await this.passwords.hash(password);
    const { affected } = await this.database.write([`user:${id}`], ({ manager }) =>
      manager.update(UserEntity, { id, passwordHash }, { passwordHash: fresh }),
    );
    return affected === 1 ? fresh : passwordHash; // which is another's by now
  }

  /** Ends the caller's session. A second one of two at once does nothing. */
  async logout({ userId, sessionId }: UserAccess, device: Device): Promise<void> {
    await this.database.write([`user:${userId}`], async (tx) => {
      const ended = await this.sessions.end(tx, { userId, sessionId }, 'logout');
      if (ended) tx.enqueue(logoutMail, newsOf(userId, tx.now, device));
    });
  }
}

/** By the very name: MySQL overlooks spaces at its end, and a second spelling that shares the first one's limit tells that there is an account. */
async function findAccount(reader: EntityManager, login: string): Promise<UserEntity | null> {
  const field = login.includes('@') ? 'email' : 'username';
  const account = await reader.findOneBy(UserEntity, { [field]: login });
  return account?.[field] === login ? account : null;
}
