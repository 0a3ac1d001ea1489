import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Request } from 'express';
import { fail } from '../errors/problem.js';
import { Authenticator, type Caller } from '../realtime/authenticator.js';

const BEARER = /^Bearer ([\w.~+/=-]{1,4096})$/i;

/** Who calls by REST: the holder of the bearer token, looked up once per request however many ask. */
@Injectable()
export class Callers {
  private readonly known = new WeakMap<Request, Promise<Caller>>();

  constructor(private readonly modules: ModuleRef) {}

  /** @throws Problem `auth.required` without a token, and what `Authenticator.authenticate` throws. */
  of(request: Request): Promise<Caller> {
    let caller = this.known.get(request);
    if (!caller) {
      caller = this.lookUp(request);
      this.known.set(request, caller);
    }
    return caller;
  }

  /** The caller's user id, or undefined without a token. @throws what `Authenticator.authenticate` throws for one that is not good. */
  async userIdIfAny(request: Request): Promise<string | undefined> {
    return request.headers.authorization ? (await this.of(request)).userId : undefined;
  }

  /** The caller's user id, or undefined when there is no token or it is not good: nobody is refused here. */
  async userIdOf(request: Request): Promise<string | undefined> {
    if (!request.headers.authorization) return undefined;
    return this.of(request).then(
      (caller) => caller.userId,
      () => undefined,
    );
  }

  private async lookUp(request: Request): Promise<Caller> {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw fail(request.headers.authorization ? 'auth.invalid_token' : 'auth.required');
    // The feature that knows tokens stands above the platform, so it is asked for by name and late.
    return this.modules.get(Authenticator, { strict: false }).authenticate(token);
  }
}
