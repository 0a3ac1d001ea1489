import { Injectable } from '@nestjs/common';
import { recipientOf } from '../../core/post/unsubscribe-links.js';
import { Problem } from '../../platform/errors/problem.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import type { Device } from './device.js';

/** What mails that others can cause are counted by. */
type MailKind = 'password' | 'verification' | 'new address' | 'news';

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

  /**
   * Whether one more mail of this kind may go to this address that anybody can cause. Kinds are counted apart, so that none uses up another's: whoever has
   * had so many links to a new password finds the newest in their mailbox, and nothing is refused that would lock the owner out.
   */
  async mayMail(kind: MailKind, mailAddress: string): Promise<boolean> {
    try {
      await this.countMail(kind, mailAddress);
      return true;
    } catch (error) {
      if (error instanceof Problem && error.code === 'rate.limited') return false;
      throw error;
    }
  }

  /** Before a mail that the person themselves asks for. @throws Problem `rate.limited`. */
  async countMail(kind: MailKind, mailAddress: string): Promise<void> {
    await this.limits.consume('mail.address', `${kind} ${recipientOf(mailAddress)}`);
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
