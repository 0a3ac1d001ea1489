import { Injectable } from '@nestjs/common';
import { issueToken } from '../../core/one-time-tokens/one-time-tokens.js';
import { Database } from '../../platform/database/database.js';
import { duplicateKey } from '../../platform/database/errors.js';
import { newId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import type { Device } from '../auth/device.js';
import { AccountFounding } from '../auth/account-founding.js';
import { createAccount } from '../auth/new-account.js';
import { SignInLimits } from '../auth/sign-in.limits.js';
import { exchangeCode } from '../auth/tickets.js';
import { GoogleFailure } from './google-failure.js';
import type { GoogleProfile } from './google-profile.js';
import { IdentityEntity } from './identity.entity.js';
import { usernameOf } from './usernames.js';

const ATTEMPTS = 5;

/** Whose account it is that somebody at Google signs in to. Found by issuer and subject alone, never by the email address. */
@Injectable()
export class GoogleAccounts {
  constructor(
    private readonly database: Database,
    private readonly limits: SignInLimits,
    private readonly founding: AccountFounding,
  ) {}

  /** A code for whoever this is; new people get an account. @throws GoogleFailure `unverified`, `taken`, `lost`; Problem `rate.limited`. */
  async admit(profile: GoogleProfile, device: Device): Promise<string> {
    const userId = (await this.find(profile)) ?? (await this.welcome(profile, device));
    const { issuer, subject } = profile;
    return this.database.write([`user:${userId}`], async (tx) => {
      // It may have been unlinked since: by then what was begun by it is void.
      if (!(await tx.manager.existsBy(IdentityEntity, { userId, issuer, subject }))) throw new GoogleFailure('lost');
      return issueToken(tx, exchangeCode, userId, {});
    });
  }

  private async find({ issuer, subject }: GoogleProfile): Promise<string | undefined> {
    const identity = await this.database.read((reader) => reader.findOneBy(IdentityEntity, { issuer, subject }));
    return identity?.userId;
  }

  /** Only with an address that Google has confirmed: otherwise an account could be waiting for whoever really owns it. */
  private async welcome(profile: GoogleProfile, device: Device): Promise<string> {
    if (!profile.emailVerified) throw new GoogleFailure('unverified');
    await this.limits.countRegistration(device);
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.write([], (tx) => this.create(tx, profile, attempt));
      } catch (error) {
        const key = duplicateKey(error);
        const found = key === undefined ? undefined : await this.find(profile); // the same person, twice at once
        if (found !== undefined) return found;
        if (key === 'uq_users_email') throw new GoogleFailure('taken', { cause: error });
        if (key !== 'uq_users_username' || attempt === ATTEMPTS) throw error;
      }
    }
  }

  private async create(tx: WriteTx, profile: GoogleProfile, attempt: number): Promise<string> {
    const id = newId();
    const username = usernameOf(profile, attempt);
    const names = { username, displayName: profile.name || username, email: profile.email };
    const user = await createAccount(tx, { id, ...names, passwordHash: null }, { emailVerified: true }); // `welcome` takes no other
    this.founding.found(tx, user);
    await tx.manager.insert(IdentityEntity, identityOf(tx, id, profile));
    return id;
  }
}

/** The row that says that an account is this person at Google. */
export function identityOf(tx: WriteTx, userId: string, { issuer, subject, email }: GoogleProfile): IdentityEntity {
  return tx.manager.create(IdentityEntity, { id: newId(), userId, issuer, subject, email, createdAt: tx.now });
}
