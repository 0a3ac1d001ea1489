import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { Authenticator } from '../../platform/realtime/authenticator.js';
import { duplicateKey } from '../../platform/database/errors.js';
import { AccountReclaim } from '../auth/account-reclaim.js';
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
    private readonly authenticator: Authenticator,
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
  async link({ userId, sessionId }: NonNullable<Destination['link']>, profile: GoogleProfile): Promise<void> {
    if (!(await this.authenticator.standing([sessionId])).has(sessionId)) throw new GoogleFailure('ended');
    const { issuer, subject } = profile;
    try {
      await this.database.write([`user:${userId}`], async (tx) => {
        if (await tx.manager.existsBy(IdentityEntity, { userId, issuer, subject })) return;
        await tx.manager.insert(IdentityEntity, identityOf(tx, userId, profile));
      });
    } catch (error) {
      const key = duplicateKey(error);
      if (key === 'uq_identities_issuer_subject') throw new GoogleFailure('elsewhere', { cause: error });
      if (key === 'uq_identities_userId_issuer') throw new GoogleFailure('another', { cause: error });
      throw error;
    }
  }

  /** @throws Problem `not_found` when none is linked, `auth.last_way_in` without a password to log in with instead. */
  async unlink({ userId }: UserAccess): Promise<void> {
    await this.database.write([`user:${userId}`], async ({ manager }) => {
      const identities = await manager.findBy(IdentityEntity, { userId });
      if (identities.length === 0) throw fail('not_found');
      const { passwordHash } = await manager.findOneByOrFail(UserEntity, { id: userId });
      if (passwordHash === null) throw fail('auth.last_way_in');
      await manager.delete(IdentityEntity, { userId });
    });
  }
}
