import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { revokeTokens } from '../../core/one-time-tokens/one-time-tokens.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import type { Device } from '../auth/device.js';
import { SessionsService } from '../auth/sessions.service.js';
import { newsOf } from '../auth/sign-in.mails.js';
import { passwordMail } from './account.jobs.js';
import { changeEmail, resetPassword } from './account.purposes.js';
import type { ChangePasswordDto, ResetPasswordDto } from './accounts.dto.js';
import { AddressProof } from './address-proof.js';
import { Links, useLink } from './links.js';
import { OwnPassword, requireSamePassword } from './own-password.js';

/** New passwords for old ones, and for lost ones. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly database: Database,
    private readonly proof: AddressProof,
    private readonly links: Links,
    private readonly own: OwnPassword,
    private readonly sessions: SessionsService,
  ) {}

  /**
   * By a link in a mail: all sessions end, and the address is shown.
   * @throws Problem `link.invalid`, `auth.password_weak`, `rate.limited`, `user.disabled`.
   */
  async reset({ token, password }: ResetPasswordDto, device: Device): Promise<void> {
    const { userId } = await this.links.look(resetPassword, token, device);
    const before = await this.database.read((reader) => reader.findOneByOrFail(UserEntity, { id: userId }));
    const passwordHash = await this.own.newHash(before, password);
    await this.database.write([`user:${userId}`], async (tx) => {
      const user = await useLink(tx, resetPassword, token);
      await this.proof.claim(tx, user, passwordHash);
      tx.enqueue(passwordMail, newsOf(userId, tx.now, device));
    });
  }

  /**
   * By the one before: all other sessions end, and with them what was begun in them.
   * @throws Problem `auth.invalid_credentials`, `auth.password_weak`, `rate.limited`.
   */
  async change(
    { userId, sessionId }: UserAccess,
    { currentPassword, password }: ChangePasswordDto,
    device: Device,
  ): Promise<void> {
    const before = await this.own.require(userId, currentPassword, device);
    const passwordHash = await this.own.newHash(before, password);
    await this.database.write([`user:${userId}`], async (tx) => {
      await requireSamePassword(tx, before);
      await tx.manager.update(UserEntity, { id: userId }, { passwordHash });
      await this.sessions.endAll(tx, userId, 'password', sessionId);
      await revokeTokens(tx, userId, resetPassword, changeEmail);
      tx.enqueue(passwordMail, newsOf(userId, tx.now, device));
    });
  }
}
