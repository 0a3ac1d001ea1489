import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { MailLimits } from '../../core/post/mail-limits.js';
import { addressOf } from '../../core/users/user-address.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { Confirmation, requireSamePassword } from '../auth/confirmation.js';
import type { Device } from '../auth/device.js';
import { verificationMail } from './account.jobs.js';
import { verifyEmail } from './account.purposes.js';
import type { OwnLinkDto } from './accounts.dto.js';
import type { AddressProven } from './accounts.wire.js';
import { AddressProof } from './address-proof.js';
import { Links, useLink } from './links.js';

/** Whether an account's address is its maker's. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly database: Database,
    private readonly proof: AddressProof,
    private readonly links: Links,
    private readonly confirmation: Confirmation,
    private readonly limits: MailLimits,
  ) {}

  /**
   * A link shows whose the mailbox is, and not whose the account. With a session of it (`callerId`) or its password it is the same person, and all
   * stays. Without, the account is the mailbox's from here on, and whoever had it until now is out; from a session of another account that
   * would be a mistake.
   * @throws Problem `link.invalid`, `link.other_account`, `auth.password_wrong`, `rate.limited`, `user.disabled`.
   */
  async verify({ token, password }: OwnLinkDto, device: Device, callerId: string | undefined): Promise<AddressProven> {
    const { userId } = await this.links.look(verifyEmail, token, device);
    if (callerId !== undefined && callerId !== userId && password === undefined) throw fail('link.other_account');
    const byPassword = callerId !== userId && password !== undefined;
    const known = byPassword ? await this.confirmation.requirePassword(userId, password, device) : undefined;
    return this.database.write([`user:${userId}`], async (tx) => {
      const user = await useLink(tx, verifyEmail, token);
      if (known) await requireSamePassword(tx, known);
      else if (callerId === undefined) return { resetToken: await this.proof.claimWithout(tx, user) };
      await this.proof.confirm(tx, user);
      return { resetToken: null };
    });
  }

  /** Sends the link once more. Nothing happens where the address is shown already. @throws Problem `rate.limited`. */
  async resend({ userId }: UserAccess): Promise<void> {
    const user = await this.database.read((reader) => reader.findOneByOrFail(UserEntity, { id: userId }));
    if (user.emailVerifiedAt || addressOf(user) === null) return;
    await this.limits.count('verification', user.email);
    await this.database.write([], (tx) => Promise.resolve(tx.enqueue(verificationMail, { userId })));
  }
}
