import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { peekToken, redeemToken } from '../../core/one-time-tokens/one-time-tokens.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import type { SignedIn } from '../auth/auth.wire.js';
import type { Device } from '../auth/device.js';
import { SignIn } from '../auth/sign-in.js';
import { exchangeCode } from '../auth/tickets.js';
import { GoogleAccounts } from './google-accounts.js';
import { GoogleLinks } from './google-links.js';
import { GooglePassport } from './google-passport.js';

/** Where the web app turns the code into a session. */
const LANDING = '/auth/landing';

/** Signing in with Google: the way back from there, and the session that begins at its end. */
@Injectable()
export class GoogleSignIn {
  constructor(
    private readonly database: Database,
    private readonly passport: GooglePassport,
    private readonly accounts: GoogleAccounts,
    private readonly links: GoogleLinks,
    private readonly signIn: SignIn,
  ) {}

  /** Answers the path where the browser goes on. @throws GoogleFailure; Problem `rate.limited`, `not_found` unless configured. */
  async arrive(request: Request, response: Response, device: Device): Promise<string> {
    const { profile, attempt } = await this.passport.finish(request, response);
    if (attempt.link) {
      await this.links.link(attempt.link, profile, device);
      return attempt.next;
    }
    const code = await this.accounts.admit(profile, device);
    return `${LANDING}?${new URLSearchParams({ code, next: attempt.next }).toString()}`;
  }

  /** Begins the session that a code stands for. Of many who bring it at once one gets it. @throws Problem `auth.exchange_invalid`, and as `SignIn.begin`. */
  async exchange(code: string, device: Device): Promise<SignedIn> {
    const found = await this.database.read((reader) => peekToken(reader, exchangeCode, code, this.database.time));
    if (!found) throw fail('auth.exchange_invalid');
    const { userId } = found;
    const entry = await this.database.write([`user:${userId}`], async (tx) => {
      if (!(await redeemToken(tx, exchangeCode, code))) throw fail('auth.exchange_invalid');
      return this.signIn.enter(tx, userId, device);
    });
    return this.signIn.answer(entry);
  }
}
