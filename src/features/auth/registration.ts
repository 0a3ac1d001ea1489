import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UserEntity } from '../../core/users/user.entity.js';
import { InstallationEntity } from '../../platform/changes/stream.entity.js';
import { Database } from '../../platform/database/database.js';
import { duplicateKey } from '../../platform/database/errors.js';
import { newId } from '../../platform/database/ids.js';
import { fail } from '../../platform/errors/problem.js';
import { AccountFounding } from './account-founding.js';
import type { RegisterDto } from './auth.dto.js';
import type { Device } from './device.js';
import { Passwords } from './passwords.js';
import type { Renewed } from './session-renewal.js';
import { SessionsService } from './sessions.service.js';
import { SignInLimits } from './sign-in.limits.js';

/** Making an account. */
@Injectable()
export class Registration {
  constructor(
    private readonly database: Database,
    private readonly limits: SignInLimits,
    private readonly passwords: Passwords,
    private readonly sessions: SessionsService,
    private readonly founding: AccountFounding,
  ) {}

  /**
   * Makes the account and signs in. The first one owns the installation.
   * @throws Problem `auth.password_weak`, `auth.username_taken`, `auth.email_taken`, `rate.limited`.
   */
  async register({ username, displayName = username, email, password }: RegisterDto, device: Device): Promise<Renewed> {
    await this.limits.countRegistration(device);
    await this.passwords.refuseWeak(password, [username, email, email.split('@')[0]!, displayName]);
    const passwordHash = await this.passwords.hash(password);
    const id = newId();
    try {
      return await this.database.write([], async (tx) => {
        tx.open(`user:${id}`);
        const isOwner = await claimOwnership(tx.manager, id);
        const times = { createdAt: tx.now, lastLoginAt: tx.now, ...notYet };
        const names = { username, displayName, email };
        const user = { id, ...names, passwordHash, isOwner, ...times, ...emptyFace, version: 1 };
        await tx.manager.insert(UserEntity, { ...user }); // TypeORM writes MariaDB's raw values back into what it is given: 1 for true
        this.founding.found(tx, user);
        return { user, ...(await this.sessions.begin(tx, id, device)) };
      });
    } catch (error) {
      throw taken(error);
    }
  }
}

/** What may come later. */
const notYet = { disabledAt: null, emailVerifiedAt: null, deletedAt: null } as const;
/** What people say about themselves later. */
const emptyFace = { lastChannelId: null, status: null, availability: 'auto', lastSeenAt: null } as const;

function taken(error: unknown): unknown {
  const key = duplicateKey(error);
  if (key === 'uq_users_username') return fail('auth.username_taken', { cause: error });
  if (key === 'uq_users_email') return fail('auth.email_taken', { cause: error });
  return error;
}

/** One row names the owner, and its key is unique: of all who race to be first one wins, and if that one fails the next does. */
async function claimOwnership(manager: EntityManager, userId: string): Promise<boolean> {
  const owner = { key: 'owner' };
  if (await manager.existsBy(InstallationEntity, owner)) return false;
  const claim = { ...owner, value: userId };
  await manager.createQueryBuilder().insert().into(InstallationEntity).values(claim).orIgnore().execute();
  return (await manager.findOneByOrFail(InstallationEntity, owner)).value === userId;
}
