import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { UserAccess } from '../../core/access/grants.js';
import { toMe } from '../../core/users/me.wire.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { AccessTokens } from './access-tokens.js';
import type { LoginDto } from './auth.dto.js';
import type { SignedIn } from './auth.wire.js';
import type { Device } from './device.js';
import { Passwords } from './passwords.js';
import type { Renewed } from './session-renewal.js';
import { SessionsService } from './sessions.service.js';
import { SignInLimits } from './sign-in.limits.js';
import { loginMail, logoutMail, newsOf } from './sign-in.mails.js';

/** Signing in and out. */
@Injectable()
export class AuthService {
  constructor(
    private readonly database: Database,
    private readonly limits: SignInLimits,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly tokens: AccessTokens,
  ) {}

  /**
   * The same answer after the same work, whether there is no such account or the password is another.
   * @throws Problem `auth.invalid_credentials`, `rate.limited`, `user.disabled`.
   */
  async login({ login, password }: LoginDto, device: Device): Promise<SignedIn> {
    const account = await this.database.read((reader) => findAccount(reader, login));
    const counted = account?.id ?? login; // by username and by mail address it is one account
    await this.limits.count(counted, device);
    const matches = await this.passwords.matches(password, account?.passwordHash);
    if (!account || !matches) throw fail('auth.invalid_credentials');
    await this.limits.giveBack(counted, device);
    return this.present(await this.begin(account, device));
  }

  /** What somebody gets whose session begins or goes on. */
  async present({ user, sessionId, refreshToken }: Renewed): Promise<SignedIn> {
    const { token, expiresAt } = await this.tokens.issue({ userId: user.id, sessionId });
    return { user: toMe(user), sessionId, accessToken: token, expiresAt: expiresAt.toISOString(), refreshToken };
  }

  /** Ends the caller's session. A second one of two at once does nothing. */
  async logout({ userId, sessionId }: UserAccess, device: Device): Promise<void> {
    await this.database.write([`user:${userId}`], async (tx) => {
      const ended = await this.sessions.end(tx, { userId, sessionId }, 'logout');
      if (ended) tx.enqueue(logoutMail, newsOf(userId, tx.now, device));
    });
  }

  private begin({ id: userId, passwordHash }: UserEntity, device: Device): Promise<Renewed> {
    return this.database.write([`user:${userId}`], async (tx) => {
      const user = await tx.manager.findOneByOrFail(UserEntity, { id: userId });
      if (user.disabledAt) throw fail('user.disabled');
      // The one that was right a moment ago may be another's by now: a reset ends all sessions, and none may begin behind it.
      if (user.passwordHash !== passwordHash) throw fail('auth.invalid_credentials');
      await tx.manager.update(UserEntity, { id: userId }, { lastLoginAt: tx.now });
      const begun = await this.sessions.begin(tx, userId, device);
      tx.enqueue(loginMail, { ...newsOf(userId, tx.now, device), sessionId: begun.sessionId });
      return { user, ...begun };
    });
  }
}

/** By the very name: MySQL overlooks spaces at its end, and a second spelling that shares the first one's limit tells that there is an account. */
async function findAccount(reader: EntityManager, login: string): Promise<UserEntity | null> {
  const field = login.includes('@') ? 'email' : 'username';
  const account = await reader.findOneBy(UserEntity, { [field]: login });
  return account?.[field] === login ? account : null;
}
