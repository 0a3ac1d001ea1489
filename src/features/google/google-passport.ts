import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import passport from 'passport';
import { Config } from '../../platform/config/config.js';
import { fail } from '../../platform/errors/problem.js';
import { GoogleAttempts, type Attempt, type Destination } from './google-attempts.js';
import { GoogleFailure } from './google-failure.js';
import { profileOf, type GoogleProfile } from './google-profile.js';
import { GoogleStrategy, type StateStore } from './google-strategy.js';

const CALLBACK = '/api/v1/auth/google/callback';

/** Speaks OpenID Connect with Google through Passport, with state and PKCE. Not there unless it is configured. */
@Injectable()
export class GooglePassport {
  /** What identities are known by beside the subject. */
  readonly issuer: string | undefined;
  private readonly passport: InstanceType<typeof passport.Authenticator> | undefined;

  constructor(
    config: Config,
    private readonly attempts: GoogleAttempts,
  ) {
    if (!config.google) return;
    this.issuer = new URL(config.google.authorizationUrl).origin;
    this.passport = new passport.Authenticator();
    const callbackUrl = config.publicUrl + CALLBACK;
    this.passport.use('google', new GoogleStrategy({ ...config.google, callbackUrl, store: storeIn(attempts) }));
  }

  /** @throws Problem `not_found` unless it is configured. */
  requireConfigured(): void {
    if (!this.passport) throw fail('not_found');
  }

  /** Sends the browser to Google. @throws Problem `not_found` unless configured. */
  begin(request: Request, response: Response, destination: Destination): Promise<void> {
    return new Promise((resolve, reject) => {
      response.once('close', resolve);
      this.run({ state: destination }, reject)(request, response, reject);
    });
  }

  /** Who came back. @throws GoogleFailure `lost`, `denied`, `provider`; Problem `not_found` unless configured. */
  async finish(request: Request, response: Response): Promise<{ profile: GoogleProfile; attempt: Attempt }> {
    this.requireConfigured();
    const attempt = await this.attempts.of(request);
    this.attempts.end(response);
    if (!attempt) throw new GoogleFailure('lost');
    if (request.query.error !== undefined) throw new GoogleFailure(refused(request.query.error));
    if (typeof request.query.code !== 'string') throw new GoogleFailure('lost');
    const claims = await new Promise((resolve, reject) => {
      const done = (error: unknown, user?: false | { _json?: unknown } | null) => {
        if (error || !user) reject(new GoogleFailure('provider', { cause: error }));
        else resolve(user._json); // oxlint-disable-line no-underscore-dangle -- Passport's name for the answer as it came
      };
      this.run({}, done)(request, response, done);
    });
    return { profile: profileOf(this.issuer!, claims), attempt }; // it is configured
  }

  private run(options: object, done: (error: unknown) => void) {
    return this.passport!.authenticate('google', { ...options, session: false }, done) as (
      request: Request,
      response: Response,
      next: (error?: unknown) => void,
    ) => void;
  }
}

/** Anything but the person's own no is trouble between Google and us. */
function refused(error: unknown): 'denied' | 'provider' {
  return error === 'access_denied' ? 'denied' : 'provider';
}

/** Where Passport keeps state and verifier. The types know no store for PKCE, which is given the verifier and answers it. */
function storeIn(attempts: GoogleAttempts): StateStore {
  type Told = (error: unknown, state?: string) => void;
  type Asked = (error: unknown, verifier?: string | false, info?: object) => void;
  const store = (request: Request, verifier: string, destination: Destination, _meta: object, done: Told) => {
    attempts.begin(request.res!, verifier, destination).then((state) => done(null, state), done);
  };
  const verify = (request: Request, _state: string, _meta: object, done: Asked) => {
    attempts.of(request).then((attempt) => done(null, attempt ? attempt.verifier : false, {}), done);
  };
  return { store, verify } as unknown as StateStore;
}
