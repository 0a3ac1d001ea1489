import { Injectable } from '@nestjs/common';
import { Problem } from '../../platform/errors/problem.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { recipientOf } from './unsubscribe-links.js';

/** What mails that others can cause are counted by. */
type Caused = 'password' | 'verification' | 'new address' | 'news' | 'invitation';

/**
 * How many mails may go to one address that anybody can cause. Kinds are counted apart, so that none uses up another's: whoever has had so many links to a
 * new password finds the newest in their mailbox, and nothing is refused that would lock the owner out.
 */
@Injectable()
export class MailLimits {
  constructor(private readonly limits: RateLimits) {}

  /** Whether one more may go. */
  async may(kind: Caused, mailAddress: string): Promise<boolean> {
    try {
      await this.count(kind, mailAddress);
      return true;
    } catch (error) {
      if (error instanceof Problem && error.code === 'rate.limited') return false;
      throw error;
    }
  }

  /** Before one that the person who asks may hear about. @throws Problem `rate.limited`. */
  async count(kind: Caused, mailAddress: string): Promise<void> {
    await this.limits.consume('mail.address', `${kind} ${recipientOf(mailAddress)}`);
  }
}
