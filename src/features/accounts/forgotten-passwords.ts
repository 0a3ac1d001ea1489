import { Injectable } from '@nestjs/common';
import { MailLimits } from '../../core/post/mail-limits.js';
import { Database } from '../../platform/database/database.js';
import type { Device } from '../auth/device.js';
import { SignInLimits } from '../auth/sign-in.limits.js';
import { forgottenMail } from './account.jobs.js';
import type { ForgotPasswordDto } from './accounts.dto.js';

/** Sends the way to a new password. */
@Injectable()
export class ForgottenPasswords {
  constructor(
    private readonly database: Database,
    private readonly limits: SignInLimits,
    private readonly mails: MailLimits,
  ) {}

  /**
   * Looks nobody up: the job does, later and elsewhere, so neither the answer nor its time tells whether there is such an account.
   * @throws Problem `rate.limited`.
   */
  async ask({ email }: ForgotPasswordDto, device: Device): Promise<void> {
    await this.limits.count(`forgotten ${email}`, device);
    if (!(await this.mails.may('password', email))) return;
    await this.database.write([], (tx) => Promise.resolve(tx.enqueue(forgottenMail, { email })));
  }
}
