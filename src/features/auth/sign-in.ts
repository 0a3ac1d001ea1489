import { Injectable } from '@nestjs/common';
import { issueToken } from '../../core/one-time-tokens/one-time-tokens.js';
import { toMe } from '../../core/users/me.wire.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { AccessTokens } from './access-tokens.js';
import type { SignedIn } from './auth.wire.js';
import type { Device } from './device.js';
import type { Renewed } from './session-renewal.js';
import { SessionsService } from './sessions.service.js';
import { loginMail, newsOf } from './sign-in.mails.js';
import { secondFactorTicket } from './tickets.js';

/** A session that begins, or the ticket to the second factor that has to be shown first. */
export type Entry = Renewed | { ticket: string };

/** What is known about a sign-in beside who it is. */
interface Terms {
  /** The account was made a moment ago: nobody needs a mail that they signed in. */
  isNew?: boolean;
  /** The second factor was shown. */
  secondFactor?: boolean;
  /** Of the password that was right a moment ago. */
  passwordHash?: string | null;
}

/** The one place where a session begins, whichever way somebody proved who they are. */
@Injectable()
export class SignIn {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsService,
    private readonly tokens: AccessTokens,
  ) {}

  /** @throws Problem `user.disabled`, `auth.second_factor_required` with the ticket. */
  async begin(userId: string, device: Device, terms: Terms = {}): Promise<SignedIn> {
    return this.answer(await this.database.write([`user:${userId}`], (tx) => this.enter(tx, userId, device, terms)));
  }

  /**
   * The same in a transaction of the caller's, who has locked the person's stream and gives what it answers to `answer` after the commit: a ticket
   * has to be stored before it is told.
   * @throws Problem `user.disabled`.
   */
  async enter(
    tx: WriteTx,
    userId: string,
    device: Device,
    { isNew = false, secondFactor = false, passwordHash }: Terms = {},
  ): Promise<Entry> {
    const user = await tx.manager.findOneByOrFail(UserEntity, { id: userId });
    if (user.disabledAt) throw fail('user.disabled');
    // It may be another's by now: a reset ends all sessions, and none may begin behind it.
    if (passwordHash !== undefined && user.passwordHash !== passwordHash) throw fail('auth.invalid_credentials');
    if (user.secondFactorAt && !secondFactor) return { ticket: await issueToken(tx, secondFactorTicket, userId, {}) };
    await tx.manager.update(UserEntity, { id: userId }, { lastLoginAt: tx.now });
    const begun = await this.sessions.begin(tx, userId, device);
    if (!isNew) tx.enqueue(loginMail, { ...newsOf(userId, tx.now, device), sessionId: begun.sessionId });
    return { user, ...begun };
  }

  /** @throws Problem `auth.second_factor_required` with the ticket. */
  async answer(entry: Entry): Promise<SignedIn> {
    if ('ticket' in entry) throw fail('auth.second_factor_required', { ticket: entry.ticket });
    return this.present(entry);
  }

  /** What somebody gets whose session begins or goes on. */
  async present({ user, sessionId, refreshToken }: Renewed): Promise<SignedIn> {
    const { token, expiresAt } = await this.tokens.issue({ userId: user.id, sessionId });
    return { user: toMe(user), sessionId, accessToken: token, expiresAt: expiresAt.toISOString(), refreshToken };
  }
}
