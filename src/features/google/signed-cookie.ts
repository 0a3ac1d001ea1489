import { hkdfSync } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';
import type { Config } from '../../platform/config/config.js';
import { ownCookie, type OwnCookie } from '../../platform/http/cookies.js';

/** How long the way to Google and back may take, in seconds. */
const LIFE = 600;

/**
 * Remembers something in the browser that nobody but this server can have put there and no script can read. Each kind has a key of its own, so that
 * no other token of ours can stand in for it.
 */
export class SignedCookie<T extends object> {
  private readonly jwt: JwtService;
  private readonly cookie: OwnCookie;

  constructor(config: Config, name: string) {
    const secret = Buffer.from(hkdfSync('sha256', config.jwtSecret, '', `parley cookie ${name}`, 32));
    this.jwt = new JwtService({ secret });
    this.cookie = ownCookie(config, name, 'lax');
  }

  async set(response: Response, content: T): Promise<void> {
    const token = await this.jwt.signAsync(content, { algorithm: 'HS256', expiresIn: LIFE });
    response.cookie(this.cookie.name, token, { ...this.cookie.options, maxAge: LIFE * 1000 });
  }

  /** Undefined without it, after ten minutes, and for what is not ours. */
  async read(request: Request): Promise<T | undefined> {
    const token = parseCookie(request.headers.cookie ?? '')[this.cookie.name];
    if (!token) return undefined;
    try {
      return await this.jwt.verifyAsync<T>(token, { algorithms: ['HS256'] });
    } catch {
      return undefined;
    }
  }

  clear(response: Response): void {
    response.clearCookie(this.cookie.name, this.cookie.options);
  }
}
