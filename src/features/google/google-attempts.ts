import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../../platform/config/config.js';
import { SignedCookie } from './signed-cookie.js';

/** From whose session somebody set out to link their Google account to it. */
export interface Linking {
  userId: string;
  sessionId: string;
}

/** Where somebody wants to go, and whose account it is to be linked to, if any. */
export interface Destination {
  /** A path of our own. */
  next: string;
  link?: Linking;
}

/** A way to Google that a browser is on. */
export interface Attempt extends Destination {
  /** What Google is to bring back, so that nobody else's answer is taken for this browser's. */
  state: string;
  /** PKCE (RFC 7636): of no use to whoever sees the address, which tells only its hash. */
  verifier: string;
}

/** What a browser set out for. Only the browser itself has it, in a cookie, so nobody can finish what another began. */
@Injectable()
export class GoogleAttempts {
  private readonly attempt: SignedCookie<Attempt>;
  private readonly linking: SignedCookie<Linking>;

  constructor(config: Config) {
    this.attempt = new SignedCookie(config, 'parley_google');
    this.linking = new SignedCookie(config, 'parley_google_link');
  }

  /** Answers the state that goes along. */
  async begin(response: Response, verifier: string, destination: Destination): Promise<string> {
    const state = randomBytes(32).toString('base64url');
    await this.attempt.set(response, { ...destination, state, verifier });
    return state;
  }

  /** The attempt that this request comes back from, or undefined: in another browser, after its time, or with another state than went out. */
  async of(request: Request): Promise<Attempt | undefined> {
    const attempt = await this.attempt.read(request);
    return attempt && attempt.state === request.query.state ? attempt : undefined;
  }

  /** Whatever came of it, it is over. */
  end(response: Response): void {
    this.attempt.clear(response);
    this.linking.clear(response);
  }

  /** The next attempt of this browser is to link. */
  intend(response: Response, linking: Linking): Promise<void> {
    return this.linking.set(response, linking);
  }

  intended(request: Request): Promise<Linking | undefined> {
    return this.linking.read(request);
  }
}
