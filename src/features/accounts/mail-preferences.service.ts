import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { MailRefusals } from '../../core/post/mail-refusals.js';
import { UnsubscribeLinks } from '../../core/post/unsubscribe-links.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import type { SetMailPreferencesDto } from './mail-preferences.dto.js';
import { kindOf, toMailPreferences, type MailPreferences } from './mail-preferences.wire.js';

/** Which mails people want. */
@Injectable()
export class MailPreferencesService {
  constructor(
    private readonly database: Database,
    private readonly refusals: MailRefusals,
    private readonly links: UnsubscribeLinks,
  ) {}

  async open({ userId }: UserAccess): Promise<MailPreferences> {
    return toMailPreferences(await this.refusals.of(userId));
  }

  async set(caller: UserAccess, wishes: SetMailPreferencesDto): Promise<MailPreferences> {
    const { userId } = caller;
    await this.database.write([`user:${userId}`], async (tx) => {
      for (const [name, kind] of Object.entries(kindOf)) {
        const wanted = wishes[name as keyof MailPreferences];
        if (wanted === true) await this.refusals.accept(tx, { recipient: userId, kind });
        if (wanted === false) await this.refusals.refuse(tx, { recipient: userId, kind });
      }
    });
    return this.open(caller);
  }

  /** By a link in a mail, without asking who has it: all it does is to end that kind of mail. @throws Problem `not_found`. */
  async unsubscribe(token: string): Promise<void> {
    const subscription = this.links.read(token);
    if (!subscription) throw fail('not_found');
    await this.database.write([], (tx) => this.refusals.refuse(tx, subscription));
  }
}
