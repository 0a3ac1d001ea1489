import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { Passwords } from './passwords.js';
import { SessionEntity } from './session.entities.js';

/** Milliseconds in which a sign-in counts as proof of its own. */
const RECENT_MS = 600_000;

/**
 * Asks once more who somebody is that is signed in, before what would hand their account to somebody else: a session may have been left open, or
 * stolen. Wrong tries count per account, for whoever is in holds no address to be told apart by.
 */
@Injectable()
export class Confirmation {
  constructor(
    private readonly database: Database,
    private readonly limits: RateLimits,
    private readonly passwords: Passwords,
  ) {}

  /** The password, or else a sign-in within the last ten minutes. @throws Problem `auth.password_wrong`, `auth.proof_required`, `rate.limited`. */
  async requireRecent({ userId, sessionId }: UserAccess, password: string | undefined): Promise<void> {
    if (password !== undefined) return this.requirePassword(userId, password);
    const session = await this.database.read((reader) => reader.findOneByOrFail(SessionEntity, { id: sessionId }));
    const age = this.database.time.getTime() - session.createdAt.getTime();
    if (age > RECENT_MS) throw fail('auth.proof_required');
  }

  /** @throws Problem `auth.password_wrong`, also for an account that has none; `rate.limited`. */
  async requirePassword(userId: string, password: string): Promise<void> {
    const user = await this.database.read((reader) => reader.findOneByOrFail(UserEntity, { id: userId }));
    await this.counting(userId, async () => {
      if (!(await this.passwords.matches(password, user.passwordHash))) throw fail('auth.password_wrong');
    });
  }

  /** Runs a try, which is counted before its work and given back on success. @throws Problem `rate.limited`. */
  async counting<T>(userId: string, attempt: () => Promise<T>): Promise<T> {
    await this.limits.consume('auth.second_factor', userId);
    const result = await attempt();
    await this.limits.giveBack('auth.second_factor', userId);
    return result;
  }
}
