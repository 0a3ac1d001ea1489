import { Injectable } from '@nestjs/common';
import { RateLimits } from '../../platform/http/rate-limits.js';
import type { Device } from './device.js';

/**
 * How often somebody may try. Failures count for the account *from this address*, so that guessing from elsewhere locks nobody out of their own
 * account, and for the address over all accounts. A try is counted before its work and given back on success: looking first and counting later
 * would let a thousand at once slip past.
 */
@Injectable()
export class SignInLimits {
  constructor(private readonly limits: RateLimits) {}

  /** @throws Problem `rate.limited`, whatever the password. */
  async count(account: string, { addressKey }: Device): Promise<void> {
    await this.limits.consume('auth.address', addressKey);
    await this.limits.consume('auth.account', `${account}@${addressKey}`);
  }

  /** The try was a success: it costs nothing. */
  async giveBack(account: string, { addressKey }: Device): Promise<void> {
    await this.limits.giveBack('auth.address', addressKey);
    await this.limits.giveBack('auth.account', `${account}@${addressKey}`);
  }

  /** For doors that a secret in a link opens: a wrong one counts for the address. @throws Problem `rate.limited`. */
  async countLink({ addressKey }: Device): Promise<void> {
    await this.limits.consume('auth.address', addressKey);
  }

  /** The link was a good one: it costs nothing. */
  async giveBackLink({ addressKey }: Device): Promise<void> {
    await this.limits.giveBack('auth.address', addressKey);
  }

  /** Runs a try of a code, which is counted before its work and given back on success: per account alone, for whoever tries knows its password. @throws Problem `rate.limited`. */
  async countingCode<T>(userId: string, attempt: () => Promise<T>): Promise<T> {
    await this.limits.consume('auth.second_factor', userId);
    const result = await attempt();
    await this.limits.giveBack('auth.second_factor', userId);
    return result;
  }

  /** @throws Problem `rate.limited`. Successes count as well: accounts are what it limits, and guesses at taken addresses. */
  async countRegistration({ addressKey }: Device): Promise<void> {
    await this.limits.consume('auth.register', addressKey);
  }
}
