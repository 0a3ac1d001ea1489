import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Request } from 'express';
import { fail } from '../errors/problem.js';
import { Authenticator, type SessionHolder } from '../realtime/authenticator.js';
import { SignedAddresses } from './signed-addresses.js';

const BEARER = /^Bearer ([\w.~+/=-]{1,4096})$/i;

/** Who calls by REST: the holder of the bearer token or of the signed address, looked up once per request however many ask. */
@Injectable()
export class Callers {
  private readonly known = new WeakMap<Request, Promise<SessionHolder>>();

  constructor(
    private readonly modules: ModuleRef,
    private readonly addresses: SignedAddresses,
  ) {}

  /** @throws Problem `auth.required` without a token, `auth.address_invalid`, and what `Authenticator` throws. */
  of(request: Request): Promise<SessionHolder> {
    let caller = this.known.get(request);
    if (!caller) {
      caller = this.lookUp(request);
      this.known.set(request, caller);
    }
    return caller;
  }

  /** The caller's user id, or undefined without a token. @throws what `Authenticator.authenticate` throws for one that is not good. */
  async userIdIfAny(request: Request): Promise<string | undefined> {
    return this.showsSomething(request) ? (await this.of(request)).userId : undefined;
  }

  /** The caller's user id, or undefined when there is no token or it is not good: nobody is refused here. */
  async userIdOf(request: Request): Promise<string | undefined> {
    if (!this.showsSomething(request)) return undefined;
    return this.of(request).then(
      (caller) => caller.userId,
      () => undefined,
    );
  }

  private showsSomething({ headers, query }: Request): boolean {
    return headers.authorization !== undefined || query.signature !== undefined;
  }

  private async lookUp(request: Request): Promise<SessionHolder> {
    if (request.headers.authorization === undefined) {
      const sessionId = this.addresses.sessionOf(request);
      if (sessionId !== undefined) return this.authenticator.holder(sessionId);
    }
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw fail(request.headers.authorization ? 'auth.invalid_token' : 'auth.required');
    return this.authenticator.authenticate(token);
  }

  /** The feature that knows tokens stands above the platform, so it is asked for by name and late. */
  private get authenticator(): Authenticator {
    return this.modules.get(Authenticator, { strict: false });
  }
}
