import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { peekToken, redeemToken } from '../../core/one-time-tokens/one-time-tokens.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import type { SignedIn } from '../auth/auth.wire.js';
import type { Device } from '../auth/device.js';
import { SignIn } from '../auth/sign-in.js';
import { SignInLimits } from '../auth/sign-in.limits.js';
import { newsOf } from '../auth/sign-in.mails.js';
import { secondFactorTicket } from '../auth/tickets.js';
import { TokenDelivery } from '../auth/token.delivery.js';
import { waysInMail } from '../auth/ways-in.mail.js';
import { useCode } from './codes.js';
import type { PassSecondFactorDto } from './second-factor.dto.js';

/** The second step of a sign-in, after whichever first one. */
@Injectable()
export class SecondFactorSignIn {
  constructor(
    private readonly database: Database,
    private readonly limits: SignInLimits,
    private readonly signIn: SignIn,
    private readonly delivery: TokenDelivery,
  ) {}

  /** A wrong code leaves the ticket as it is. @throws Problem `auth.ticket_invalid`, `auth.code_wrong`, `rate.limited`, `user.disabled`. */
  async pass({ ticket, code, cookie }: PassSecondFactorDto, device: Device, response: Response): Promise<SignedIn> {
    const found = await this.database.read((reader) =>
      peekToken(reader, secondFactorTicket, ticket, this.database.time),
    );
    if (!found) throw fail('auth.ticket_invalid');
    const { userId } = found;
    const entry = await this.limits.countingCode(userId, () =>
      this.database.write([`user:${userId}`], async (tx) => {
        if (!(await redeemToken(tx, secondFactorTicket, ticket))) throw fail('auth.ticket_invalid');
        const kind = await useCode(tx, userId, code);
        if (kind === 'recovery')
          tx.enqueue(waysInMail, { ...newsOf(userId, tx.now, device), what: 'recovery_code_used' });
        return this.signIn.enter(tx, userId, device, { secondFactor: true });
      }),
    );
    return this.delivery.deliver(response, await this.signIn.answer(entry), cookie);
  }
}
