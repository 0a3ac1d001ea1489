import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { issueToken, revokeTokens, revokeTokensThat } from '../../core/one-time-tokens/one-time-tokens.js';
import { MailLimits } from '../../core/post/mail-limits.js';
import { addressOf, nowhere } from '../../core/users/user-address.js';
import { changeUser } from '../../core/users/user-change.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { duplicateKey } from '../../platform/database/errors.js';
import type { StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { Confirmation, requireSamePassword } from '../auth/confirmation.js';
import type { Device } from '../auth/device.js';
import { addressMovedMail, newAddressMail } from './account.jobs.js';
import { changeEmail, movedAway, pending, undoEmail } from './account.purposes.js';
import type { ChangeEmailDto, LinkDto, OwnLinkDto } from './accounts.dto.js';
import type { AddressProven } from './accounts.wire.js';
import { AddressProof } from './address-proof.js';
import { Links, useAnyLink } from './links.js';

/** Moving an account to another email address, and back. */
@Injectable()
export class EmailChangeService {
  constructor(
    private readonly database: Database,
    private readonly proof: AddressProof,
    private readonly links: Links,
    private readonly confirmation: Confirmation,
    private readonly limits: MailLimits,
  ) {}

  /**
   * Asks the new address. The answer is the same when somebody has it already: then the mail tells them so.
   * @throws Problem `auth.password_wrong`, `auth.proof_required`, `rate.limited`.
   */
  async ask(caller: UserAccess, { email, password }: ChangeEmailDto, device: Device): Promise<void> {
    const { userId, sessionId } = caller;
    const before = await this.confirmation.requireOwner(caller, password, device);
    if (email === before.email) return;
    await this.limits.count('new address', email);
    await this.database.write([`user:${userId}`], async (tx) => {
      await requireSamePassword(tx, before);
      await revokeTokens(tx, userId, changeEmail);
      tx.enqueue(newAddressMail, { userId, sessionId, email });
    });
  }

  /**
   * By the link in the new mailbox, and by who the account belongs to: whoever opens the link of a stranger's account must not lend it their name.
   * @throws Problem `link.invalid`, `link.other_account`, `auth.required`, `auth.password_wrong`, `auth.email_taken`, `rate.limited`, `user.disabled`.
   */
  async confirm({ token, password }: OwnLinkDto, device: Device, callerId: string | undefined): Promise<void> {
    const { userId } = await this.links.look(changeEmail, token, device);
    const byPassword = callerId !== userId && password !== undefined;
    const known = byPassword ? await this.confirmation.requirePassword(userId, password, device) : undefined;
    if (callerId !== userId && !known) throw fail(callerId === undefined ? 'auth.required' : 'link.other_account');
    await this.move([userId], async (tx) => {
      const { payload } = await useAnyLink(tx, changeEmail, token);
      const user = await tx.manager.findOneByOrFail(UserEntity, { id: userId });
      if (user.email !== payload.from) throw fail('link.invalid');
      if (user.disabledAt) throw fail('user.disabled');
      if (known) await requireSamePassword(tx, known);
      await revokeTokens(tx, userId, ...pending);
      await changeUser(tx, userId, { email: payload.email, emailVerifiedAt: tx.now });
      const undoable = user.emailVerifiedAt !== null; // else a stranger whose address was taken by mistake could take the account
      const moved = { userId, email: user.email, movedAt: tx.now.toISOString(), undoable };
      if (addressOf(user) === null) return;
      if (undoable) await issueToken(tx, movedAway, userId, { movedAt: moved.movedAt });
      tx.enqueue(addressMovedMail, moved);
    });
  }

  /**
   * By the link in the mailbox before: the account comes back to it, and whoever moved it is out. Of several such links the oldest wins: it undoes
   * the younger ones, and they do not undo it.
   * @throws Problem `link.invalid`, `auth.email_taken`, `rate.limited`, `user.disabled`.
   */
  async undo({ token }: LinkDto, device: Device): Promise<AddressProven> {
    const { userId, payload: before } = await this.links.look(undoEmail, token, device);
    const holder = await this.database.read((reader) => reader.findOneBy(UserEntity, { email: before.email }));
    return this.move([userId, ...(holder ? [holder.id] : [])], async (tx) => {
      const { payload } = await useAnyLink(tx, undoEmail, token);
      const undone = ({ movedAt }: { movedAt: string }) => movedAt >= payload.movedAt;
      await revokeTokensThat(tx, userId, undoEmail, undone);
      await revokeTokensThat(tx, userId, movedAway, undone);
      if (holder) await this.freeAddress(tx, holder.id, payload.email);
      const user = await tx.manager.findOneByOrFail(UserEntity, { id: userId });
      if (user.disabledAt) throw fail('user.disabled');
      const { email } = payload;
      await changeUser(tx, userId, { email });
      // As of an account that was never shown to be anybody's: what was added since may be the other's.
      return { resetToken: await this.proof.claimWithout(tx, { ...user, email, emailVerifiedAt: null }) };
    });
  }

  /** Takes the address from an account that never showed it to be its own: the link has shown whose mailbox it is. */
  private async freeAddress(tx: WriteTx, holderId: string, email: string): Promise<void> {
    const holder = await tx.manager.findOneByOrFail(UserEntity, { id: holderId });
    if (holder.email !== email || holder.emailVerifiedAt) return;
    await revokeTokens(tx, holderId, ...pending);
    await changeUser(tx, holderId, { email: nowhere() });
  }

  private async move<T>(userIds: string[], work: (tx: WriteTx) => Promise<T>): Promise<T> {
    try {
      return await this.database.write(
        userIds.map((userId): StreamId => `user:${userId}`),
        work,
      );
    } catch (error) {
      throw duplicateKey(error) === 'uq_users_email' ? fail('auth.email_taken', { cause: error }) : error;
    }
  }
}
