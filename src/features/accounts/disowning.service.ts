import { Injectable } from '@nestjs/common';
import { revokeTokens } from '../../core/one-time-tokens/one-time-tokens.js';
import { nowhere } from '../../core/users/user-address.js';
import { changeUser } from '../../core/users/user-change.js';
import { Database } from '../../platform/database/database.js';
import type { Device } from '../auth/device.js';
import { SessionsService } from '../auth/sessions.service.js';
import { disownSession } from '../auth/sign-in.mails.js';
import { disownAccount, pending } from './account.purposes.js';
import type { LinkDto } from './accounts.dto.js';
import type { Disowned } from './accounts.wire.js';
import { Links, useAnyLink, useLink } from './links.js';

/** What people can do by a mail about something that was not them. */
@Injectable()
export class DisowningService {
  constructor(
    private readonly database: Database,
    private readonly links: Links,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws Problem `link.invalid`, `rate.limited`. */
  async disown({ token }: LinkDto, device: Device): Promise<Disowned> {
    const session = await this.links.find(disownSession, token, device);
    return session ? this.endSession(session.userId, token) : this.releaseAddress(token, device);
  }

  private async endSession(userId: string, token: string): Promise<Disowned> {
    await this.database.write([`user:${userId}`], async (tx) => {
      const { payload } = await useAnyLink(tx, disownSession, token);
      await this.sessions.end(tx, { userId, sessionId: payload.sessionId }, 'disowned');
    });
    return { what: 'session' };
  }

  /** The account stays with whoever made it, perhaps with a slip of the finger; it has no address any more, and the address is free. */
  private async releaseAddress(token: string, device: Device): Promise<Disowned> {
    const { userId } = await this.links.look(disownAccount, token, device);
    await this.database.write([`user:${userId}`], async (tx) => {
      await useLink(tx, disownAccount, token);
      await revokeTokens(tx, userId, ...pending);
      await changeUser(tx, userId, { email: nowhere() });
    });
    return { what: 'account' };
  }
}
