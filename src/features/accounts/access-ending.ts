import { Injectable } from '@nestjs/common';
import { OneTimeTokenEntity } from '../../core/one-time-tokens/one-time-token.entity.js';
import { MailRefusals } from '../../core/post/mail-refusals.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { AccountReclaim } from '../auth/account-reclaim.js';
import { SessionEntity } from '../auth/session.entities.js';
import { endAllSessions } from '../auth/session-ending.js';

/** Everything by which somebody came in, and what they asked of us, when the account goes. */
@Injectable()
export class AccessEnding {
  constructor(
    private readonly reclaim: AccountReclaim,
    private readonly refusals: MailRefusals,
  ) {}

  async endAll(tx: WriteTx, userId: string): Promise<void> {
    await endAllSessions(tx, userId, 'deleted');
    await tx.manager.delete(SessionEntity, { userId }); // with the devices and addresses that they remember
    await tx.manager.delete(OneTimeTokenEntity, { userId });
    await this.reclaim.reclaim(tx, userId);
    await this.refusals.forget(tx, userId);
  }
}
