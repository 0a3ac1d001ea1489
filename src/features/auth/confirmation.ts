import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import type { Device } from './device.js';
import { Passwords } from './passwords.js';
import { SessionEntity } from './session.entities.js';
import { SignInLimits } from './sign-in.limits.js';

/** Milliseconds in which a sign-in counts as proof of its own. */
const RECENT_MS = 600_000;

/**
 * Asks once more who somebody is that is signed in, before what a session must not do that was left open, or stolen. Wrong passwords count like those of a
 * sign-in, at all doors together.
 */
@Injectable()
export class Confirmation {
  constructor(
    private readonly database: Database,
    private readonly limits: SignInLimits,
    private readonly passwords: Passwords,
  ) {}

  /** The password, or else a sign-in within the last ten minutes. @throws Problem `auth.password_wrong`, `auth.proof_required`, `rate.limited`. */
  async requireRecent(caller: UserAccess, password: string | undefined, device: Device): Promise<void> {
    if (password === undefined) await this.requireRecentSession(caller);
    else await this.requirePassword(caller.userId, password, device);
  }

  /**
   * The account, whose password this is. Those that have none, since they sign in another way, show a sign-in within the last ten minutes instead.
   * @throws Problem `auth.password_wrong`, `auth.proof_required`, `rate.limited`.
   */
  async requireOwner(caller: UserAccess, password: string | undefined, device: Device): Promise<UserEntity> {
    if (password !== undefined) return this.requirePassword(caller.userId, password, device);
    const user = await this.find(caller.userId);
    if (user.passwordHash !== null) throw fail('auth.proof_required');
    await this.requireRecentSession(caller);
    return user;
  }

  /** The account, whose password this is. @throws Problem `auth.password_wrong`, also for one that has none; `rate.limited`. */
  async requirePassword(userId: string, password: string, device: Device): Promise<UserEntity> {
    const user = await this.find(userId);
    await this.limits.count(userId, device);
    if (!(await this.passwords.matches(password, user.passwordHash))) throw fail('auth.password_wrong');
    await this.limits.giveBack(userId, device);
    return user;
  }

  private async requireRecentSession({ sessionId }: UserAccess): Promise<void> {
    const session = await this.database.read((reader) => reader.findOneByOrFail(SessionEntity, { id: sessionId }));
    const age = this.database.time.getTime() - session.createdAt.getTime();
    if (age > RECENT_MS) throw fail('auth.proof_required');
  }

  private find(userId: string): Promise<UserEntity> {
    return this.database.read((reader) => reader.findOneByOrFail(UserEntity, { id: userId }));
  }
}

/** Under the lock: what was right a moment ago must be so still. @throws Problem `auth.password_wrong`. */
export async function requireSamePassword({ manager }: WriteTx, before: UserEntity): Promise<UserEntity> {
  const user = await manager.findOneByOrFail(UserEntity, { id: before.id });
  if (user.passwordHash !== before.passwordHash) throw fail('auth.password_wrong');
  return user;
}
