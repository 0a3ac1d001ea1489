import { Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { UserAccess } from '../../core/access/grants.js';
import { Problem } from '../../platform/errors/problem.js';
import { escape, page } from '../../platform/http/pages.js';
import type { SignedIn } from '../auth/auth.wire.js';
import { Confirmation } from '../auth/confirmation.js';
import type { Device } from '../auth/device.js';
import { TokenDelivery } from '../auth/token.delivery.js';
import { GoogleAttempts } from './google-attempts.js';
import { GoogleFailure } from './google-failure.js';
import { GooglePassport } from './google-passport.js';
import { GoogleSignIn } from './google-sign-in.js';
import type { ExchangeDto, LinkGoogleDto, StartGoogleDto } from './google.dto.js';
import type { LinkStart, SignInMethods } from './identity.wire.js';
import { ownPath } from './own-path.js';

/** The way to Google and back, as a browser walks it: whatever goes wrong on it is a page that says how to go on. */
@Injectable()
export class GoogleWeb {
  private readonly log = new Logger('google');

  constructor(
    private readonly passport: GooglePassport,
    private readonly attempts: GoogleAttempts,
    private readonly signIn: GoogleSignIn,
    private readonly confirmation: Confirmation,
    private readonly delivery: TokenDelivery,
  ) {}

  methods(): SignInMethods {
    return { password: true, google: this.passport.issuer !== undefined };
  }

  async start({ next, link }: StartGoogleDto, request: Request, response: Response): Promise<void> {
    this.passport.requireConfigured();
    await this.orPage(response, async () => {
      const linking = link === 'true' ? await this.attempts.intended(request) : undefined;
      if (link === 'true' && !linking) throw new GoogleFailure('lost');
      await this.passport.begin(request, response, { next: ownPath(next), ...(linking && { link: linking }) });
    });
  }

  async callback(request: Request, response: Response, device: Device): Promise<void> {
    await this.orPage(response, async () => response.redirect(await this.signIn.arrive(request, response, device)));
  }

  async exchange({ code, cookie }: ExchangeDto, device: Device, response: Response): Promise<SignedIn> {
    return this.delivery.deliver(response, await this.signIn.exchange(code, device), cookie);
  }

  /** Not without proof that it is the person who asks, for it opens their account to whoever is signed in at Google. */
  async beginLink(
    caller: UserAccess,
    { password, next }: LinkGoogleDto,
    response: Response,
    device: Device,
  ): Promise<LinkStart> {
    this.passport.requireConfigured();
    await this.confirmation.requireRecent(caller, password, device);
    const { userId, sessionId } = caller;
    await this.attempts.intend(response, { userId, sessionId });
    const query = new URLSearchParams({ link: 'true', next: ownPath(next) });
    return { url: `/api/v1/auth/google?${query.toString()}` };
  }

  private async orPage(response: Response, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const known = error instanceof GoogleFailure || (error instanceof Problem && error.code !== 'not_found');
      if (!known) throw error;
      if (error.status >= 500) this.log.warn({ msg: error.message, err: error.cause });
      const text = error instanceof GoogleFailure ? error.text : (error.detail ?? '');
      const content = `<p>${escape(text)}</p>\n<p><a href="/login">Back to the log-in page</a></p>`;
      response.status(error.status).type('html').send(page(error.title, content));
    }
  }
}
