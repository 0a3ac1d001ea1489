import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/database/ids.js';
import type { RegisterDto } from './auth.dto.js';
import type { Device } from './device.js';
import { insertAccount, taken } from './new-account.js';
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
        const names = { username, displayName, email };
        const user = await insertAccount(tx, { id, ...names, passwordHash }, { signedIn: true });
        return { user, ...(await this.sessions.begin(tx, id, device)) };
      });
    } catch (error) {
      throw taken(error);
    }
  }
}
