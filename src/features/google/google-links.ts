import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { duplicateKey } from '../../platform/database/errors.js';
import { AccountReclaim } from '../auth/account-reclaim.js';
import type { Device } from '../auth/device.js';
import { stands } from '../auth/session-ending.js';
import { newsOf } from '../auth/sign-in.mails.js';
import { voidTickets } from '../auth/tickets.js';
import { waysInMail } from '../auth/ways-in.mail.js';
import { identityOf } from './google-accounts.js';
import type { Destination } from './google-attempts.js';
import { GoogleFailure } from './google-failure.js';
import type { GoogleProfile } from './google-profile.js';
import { IdentityEntity } from './identity.entity.js';
import { toIdentity, type IdentityList } from './identity.wire.js';

/** Links Google accounts to accounts that exist, and unlinks them. */
@Injectable()
export class GoogleLinks {
  constructor(
    private readonly database: Database,
    reclaim: AccountReclaim,
  ) {
    reclaim.register(async ({ manager }, userId) => void (await manager.delete(IdentityEntity, { userId })));
  }

  async list({ userId }: UserAccess): Promise<IdentityList> {
    const found = await this.database.read((reader) => reader.findBy(IdentityEntity, { userId }));
    return { items: found.map(toIdentity) };
  }

  /**
   * Links whoever came back to the account from whose session they set out, as long as that session stands. What is linked already stays.
   * @throws GoogleFailure `ended`, `elsewhere`, `another`.
   */
  async link(linking: NonNullable<Destination['link']>, profile: GoogleProfile, device: Device): Promise<void> {
    const { userId } = linking;
    const { issuer, subject } = profile;
    try {
      await this.database.write([`user:${userId}`], async (tx) => {
        if (!(await stands(tx, linking))) throw new GoogleFailure('ended');
        if (await tx.manager.existsBy(IdentityEntity, { userId, issuer, subject })) return;
        await tx.manager.insert(IdentityEntity, identityOf(tx, userId, profile));
        tx.enqueue(waysInMail, { ...newsOf(userId, tx.now, device), what: 'google_linked' });
      });
    } catch (error) {
      const key = duplicateKey(error);
      if (key === 'uq_identities_issuer_subject') throw new GoogleFailure('elsewhere', { cause: error });
      if (key === 'uq_identities_userId_issuer') throw new GoogleFailure('another', { cause: error });
      throw error;
    }
  }

  /** @throws Problem `not_found` when none is linked, `auth.last_way_in` without a password to log in with instead. */
  async unlink({ userId }: UserAccess, device: Device): Promise<void> {
    await this.database.write([`user:${userId}`], async (tx) => {
      const { manager } = tx;
      const identities = await manager.findBy(IdentityEntity, { userId });
      if (identities.length === 0) throw fail('not_found');
      const { passwordHash } = await manager.findOneByOrFail(UserEntity, { id: userId });
      if (passwordHash === null) throw fail('auth.last_way_in');
      await manager.delete(IdentityEntity, { userId });
      await voidTickets(tx, userId); // what was begun by it
      tx.enqueue(waysInMail, { ...newsOf(userId, tx.now, device), what: 'google_unlinked' });
    });
  }
}
