import { Injectable } from '@nestjs/common';
import { MailLimits } from '../../core/post/mail-limits.js';
import { addressOf } from '../../core/users/user-address.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';

/** Who is written to about their account: looked up when the mail is sent. */
@Injectable()
export class Recipients {
  constructor(
    private readonly database: Database,
    private readonly limits: MailLimits,
  ) {}

  /**
   * Nobody when the account is gone, or has no address, and with it whom to tell. An address that nobody has confirmed may be a stranger's, who gets
   * but a few.
   */
  async of(userId: string): Promise<{ to: string; greeting: string } | undefined> {
    const user = await this.database.read((reader) => reader.findOneBy(UserEntity, { id: userId }));
    const to = user && addressOf(user);
    if (!to || !(user.emailVerifiedAt || (await this.limits.may('news', to)))) return undefined;
    return { to, greeting: `Hello ${user.displayName},` };
  }
}
