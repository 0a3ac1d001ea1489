import { Injectable } from '@nestjs/common';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import { Config } from '../../platform/config/config.js';
import { fail } from '../../platform/errors/problem.js';
import { ownCookie, type OwnCookie } from '../../platform/http/cookies.js';
import type { RefreshDto } from './auth.dto.js';
import type { SignedIn } from './auth.wire.js';

const DAY_MS = 86_400_000;

/** A refresh token as a request brought it, and whether its successor goes back the same way. */
export interface GivenToken {
  token: string;
  cookie: boolean;
}

/** How refresh tokens travel: in the body, or as a cookie that no script can read. */
@Injectable()
export class TokenDelivery {
  private readonly cookie: OwnCookie;

  constructor(private readonly config: Config) {
    this.cookie = ownCookie(config, 'parley_refresh', 'strict');
  }

  /** Leaves the answer as it is, or moves its refresh token into the cookie. */
  deliver(response: Response, signedIn: SignedIn, byCookie = false): SignedIn {
    if (!byCookie) return signedIn;
    const { refreshToken, ...rest } = signedIn;
    const { name, options } = this.cookie;
    response.cookie(name, refreshToken, { ...options, maxAge: this.config.refreshTokenDays * DAY_MS });
    return rest;
  }

  /**
   * The token in the body or else in the cookie. A browser adds the cookie by itself, so there the request must say that a page of ours sent it.
   * @throws Problem `auth.refresh_invalid` without any, `auth.origin_refused`.
   */
  given(request: Request, { refreshToken, cookie = false }: RefreshDto): GivenToken {
    if (refreshToken !== undefined) return { token: refreshToken, cookie };
    const token = this.cookieOf(request);
    if (!token) throw fail('auth.refresh_invalid');
    const { origin } = request.headers;
    if (origin === undefined || !this.config.allowsOrigin(origin)) throw fail('auth.origin_refused');
    return { token, cookie: true };
  }

  /** The token in the cookie, whoever's page made the browser send it. */
  cookieOf(request: Request): string | undefined {
    return parseCookie(request.headers.cookie ?? '')[this.cookie.name];
  }

  /** Makes the browser forget the cookie. */
  clear(response: Response): void {
    response.clearCookie(this.cookie.name, this.cookie.options);
  }
}
