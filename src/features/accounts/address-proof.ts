import { Injectable } from '@nestjs/common';
import { issueToken, revokeTokens } from '../../core/one-time-tokens/one-time-tokens.js';
import { changeUser } from '../../core/users/user-change.js';
import { UserEntity } from '../../core/users/user.entity.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { AccountReclaim } from '../auth/account-reclaim.js';
import { endAllSessions } from '../auth/session-ending.js';
import { pending, resetPassword } from './account.purposes.js';

/** What follows when somebody shows that an account's address is theirs. All of it under the lock of the person's stream. */
@Injectable()
export class AddressProof {
  constructor(private readonly reclaim: AccountReclaim) {}

  /** By somebody who is known to be the account's own: nothing else changes. */
  async confirm(tx: WriteTx, user: UserEntity): Promise<void> {
    await revokeTokens(tx, user.id, ...pending);
    await changeUser(tx, user.id, { emailVerifiedAt: tx.now });
  }

  /**
   * By the mailbox alone. The account may have been made, and used until now, by another: no session, no password, no pending link and, unless it
   * was theirs before, no other way in outlasts it.
   */
  async claim(tx: WriteTx, user: UserEntity, passwordHash: string | null): Promise<void> {
    await endAllSessions(tx, user.id, 'password');
    await revokeTokens(tx, user.id, ...pending);
    await tx.manager.update(UserEntity, { id: user.id }, { passwordHash });
    if (user.emailVerifiedAt) return;
    await this.reclaim.reclaim(tx, user.id);
    await changeUser(tx, user.id, { emailVerifiedAt: tx.now });
  }

  /** The same where no new password is at hand. Answers the token that sets one. */
  async claimWithout(tx: WriteTx, user: UserEntity): Promise<string> {
    await this.claim(tx, user, null);
    return issueToken(tx, resetPassword, user.id, { email: user.email });
  }
}
