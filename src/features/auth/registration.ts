import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/database/ids.js';
import { AccountFounding } from './account-founding.js';
import type { RegisterDto } from './auth.dto.js';
import type { Device } from './device.js';
import { createAccount, takenName } from './new-account.js';
import { Passwords } from './passwords.js';
import { SignIn, type Entry } from './sign-in.js';
import { SignInLimits } from './sign-in.limits.js';

/** Making an account with a password. */
@Injectable()
export class Registration {
  constructor(
    private readonly database: Database,
    private readonly limits: SignInLimits,
    private readonly passwords: Passwords,
    private readonly signIn: SignIn,
    private readonly founding: AccountFounding,
  ) {}

  /**
   * Makes the account and signs in.
   * @throws Problem `auth.password_weak`, `auth.username_taken`, `auth.email_taken`, `rate.limited`.
   */
  async register({ username, displayName = username, email, password }: RegisterDto, device: Device): Promise<Entry> {
    await this.limits.countRegistration(device);
    const passwordHash = await this.passwords.choose(password, { username, email, displayName });
    const id = newId();
    try {
      return await this.database.write([], async (tx) => {
        const user = await createAccount(tx, { id, username, displayName, email, passwordHash });
        this.founding.found(tx, user);
        return this.signIn.enter(tx, id, device, { isNew: true });
      });
    } catch (error) {
      throw takenName(error);
    }
  }
}
