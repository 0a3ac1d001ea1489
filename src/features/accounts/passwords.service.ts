import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { revokeTokens } from '../../core/one-time-tokens/one-time-tokens.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { Confirmation, requireSamePassword } from '../auth/confirmation.js';
import type { Device } from '../auth/device.js';
import { Passwords } from '../auth/passwords.js';
import { endAllSessions } from '../auth/session-ending.js';
import { newsOf } from '../auth/sign-in.mails.js';
import { passwordMail } from './account.jobs.js';
import { changeEmail, resetPassword } from './account.purposes.js';
import type { ChangePasswordDto, ResetPasswordDto } from './accounts.dto.js';
import { AddressProof } from './address-proof.js';
import { Links, useLink } from './links.js';

/** New passwords for old ones, and for lost ones. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly database: Database,
    private readonly proof: AddressProof,
    private readonly links: Links,
    private readonly confirmation: Confirmation,
    private readonly passwords: Passwords,
  ) {}

  /**
   * By a link in a mail: all sessions end, and the address is shown.
   * @throws Problem `link.invalid`, `auth.password_weak`, `rate.limited`, `user.disabled`.
   */
  async reset({ token, password }: ResetPasswordDto, device: Device): Promise<void> {
    const { userId } = await this.links.look(resetPassword, token, device);
    const before = await this.database.read((reader) => reader.findOneByOrFail(UserEntity, { id: userId }));
    const passwordHash = await this.passwords.choose(password, before);
    await this.database.write([`user:${userId}`], async (tx) => {
      const user = await useLink(tx, resetPassword, token);
      await this.proof.claim(tx, user, passwordHash);
      tx.enqueue(passwordMail, newsOf(userId, tx.now, device));
    });
  }

  /**
   * By the one before, or the first of an account: all other sessions end, and with them what was begun in them.
   * @throws Problem `auth.password_wrong`, `auth.proof_required`, `auth.password_weak`, `rate.limited`.
   */
  async change(caller: UserAccess, { currentPassword, password }: ChangePasswordDto, device: Device): Promise<void> {
    const { userId, sessionId } = caller;
    const before = await this.confirmation.requireOwner(caller, currentPassword, device);
    const passwordHash = await this.passwords.choose(password, before);
    await this.database.write([`user:${userId}`], async (tx) => {
      await requireSamePassword(tx, before);
      await tx.manager.update(UserEntity, { id: userId }, { passwordHash });
      await endAllSessions(tx, userId, 'password', sessionId);
      await revokeTokens(tx, userId, resetPassword, changeEmail);
      tx.enqueue(passwordMail, newsOf(userId, tx.now, device));
    });
  }
}
