import { Injectable } from '@nestjs/common';
import { JwtService, TokenExpiredError } from '@nestjs/jwt';
import { LRUCache } from 'lru-cache';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { fail, type Problem } from '../../platform/errors/problem.js';
import { isId } from '../../platform/errors/text.js';
import type { Caller } from '../../platform/realtime/authenticator.js';

const ALGORITHM = 'HS256';
/** RFC 9068, 2.1: an access token says that it is one, so that no other token signed here can be taken for it. */
const TYPE = 'at+jwt';
const ISSUER = 'parley';
const AUDIENCE = 'parley-api';
/** No token of ours is as long; a longer one is not even decoded. */
const MAX_LENGTH = 1024;
/** The longest that any access token lives, whatever ACCESS_TOKEN_SECONDS said when it was made. */
const MAX_SECONDS = 600;

interface Verified {
  header: Record<string, unknown>;
  payload: Record<string, unknown>;
}

/** What a token of ours says, `exp` in seconds. */
interface Issued {
  userId: string;
  sessionId: string;
  exp: number;
}

/** Access tokens: signed, short-lived, and good for nothing once their session has ended, which is checked elsewhere. */
@Injectable()
export class AccessTokens {
  /** Tokens that were found good: nothing about one changes but that it runs out. */
  private readonly sound = new LRUCache<string, Issued>({ max: 10_000 });

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly jwt: JwtService,
  ) {}

  /** A new token for this session, with the time of its end. */
  async issue({
    userId,
    sessionId,
  }: Pick<Caller, 'userId' | 'sessionId'>): Promise<{ token: string; expiresAt: Date }> {
    const issuedAt = this.now();
    const expiresAt = issuedAt + this.config.accessTokenSeconds;
    const claims = { iss: ISSUER, aud: AUDIENCE, sub: userId, sid: sessionId, iat: issuedAt, exp: expiresAt };
    const header = { alg: ALGORITHM, typ: TYPE } as const;
    const token = await this.jwt.signAsync(claims, { algorithm: ALGORITHM, header });
    return { token, expiresAt: new Date(expiresAt * 1000) };
  }

  /**
   * Whom the token was issued to. Everything that `issue` would not have written is refused (RFC 8725).
   * @throws Problem `auth.invalid_token`, or `auth.token_expired` for a token of ours that ran out.
   */
  async verify(token: string): Promise<Caller> {
    const known = this.sound.get(token);
    const { userId, sessionId, exp } = known && known.exp > this.now() ? known : await this.check(token);
    return { userId, sessionId, expiresAt: exp * 1000 - this.database.time.getTime() + Date.now() }; // by this machine's clock, which timers go by
  }

  private async check(token: string): Promise<Issued> {
    if (token.length > MAX_LENGTH) throw fail('auth.invalid_token');
    const { header, payload } = await this.decode(token);
    const { sub, sid, iat, exp, aud } = payload;
    const sound =
      header.typ === TYPE &&
      Object.keys(header).length === 2 && // no `crit`, no `kid`: nothing that asks for more than was checked
      aud === AUDIENCE &&
      isId(sub) &&
      isId(sid) &&
      typeof iat === 'number' &&
      typeof exp === 'number' &&
      exp - iat <= MAX_SECONDS;
    if (!sound) throw fail('auth.invalid_token');
    const issued = { userId: sub, sessionId: sid, exp };
    this.sound.set(token, issued);
    return issued;
  }

  /** In seconds, by the clock that all nodes share: a node whose own is off would refuse the tokens of the others. */
  private now(): number {
    return Math.floor(this.database.time.getTime() / 1000);
  }

  private async decode(token: string): Promise<Verified> {
    const rules = { issuer: ISSUER, audience: AUDIENCE, complete: true, clockTimestamp: this.now() } as const;
    try {
      return await this.jwt.verifyAsync<Verified>(token, { ...rules, algorithms: [ALGORITHM] });
    } catch (error) {
      throw refusal(error);
    }
  }
}

function refusal(error: unknown): Problem {
  return fail(error instanceof TokenExpiredError ? 'auth.token_expired' : 'auth.invalid_token', { cause: error });
}
