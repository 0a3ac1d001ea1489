import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Config } from '../config/config.js';
import { fail } from '../errors/problem.js';
import { isId } from '../errors/text.js';

/** For how long at least a signed address can be used, in milliseconds. */
const LIFE_MS = 60 * 60 * 1000;

/** What is signed for, and until when. */
export interface SignedAddress {
  /** With the signature in its query, beginning at the server's root. */
  address: string;
  expiresAt: Date;
}

/**
 * Addresses for what cannot send a bearer token: `<img>`, `<audio>`, `<video>` and downloads. Each is for reading one path by one session until a
 * time; the session has to stand and the policy has to grant it each time all the same, so that a leaked address is worth no more than
 * whoever it was made for.
 */
@Injectable()
export class SignedAddresses {
  /** A key of its own, so that a signature here is none elsewhere (RFC 5869). */
  private readonly key: Uint8Array;

  constructor(config: Config) {
    this.key = new Uint8Array(hkdfSync('sha256', config.jwtSecret, '', 'parley signed addresses', 32));
  }

  /**
   * Signs a path for a session. Ends are at full hours, so that within one the same path has the same address and a browser can keep what it
   * has loaded.
   */
  sign(path: string, sessionId: string, now = Date.now()): SignedAddress {
    const expires = Math.ceil((now + LIFE_MS) / LIFE_MS) * (LIFE_MS / 1000);
    const signature = this.signature(path, sessionId, String(expires));
    const query = new URLSearchParams({ session: sessionId, expires: String(expires), signature });
    return { address: `${path}?${query.toString()}`, expiresAt: new Date(expires * 1000) };
  }

  /** The session that this request's address was signed for; undefined for one without a signature. @throws Problem `auth.address_invalid`. */
  sessionOf({ method, path, query }: Request, now = Date.now()): string | undefined {
    const { signature, session, expires } = query;
    if (signature === undefined) return undefined;
    const reads = method === 'GET' || method === 'HEAD';
    if (!reads || typeof signature !== 'string' || !isId(session) || typeof expires !== 'string')
      throw fail('auth.address_invalid');
    const expected = Buffer.from(this.signature(path, session, expires));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw fail('auth.address_invalid');
    if (Number(expires) * 1000 <= now) throw fail('auth.address_invalid');
    return session;
  }

  private signature(path: string, sessionId: string, expires: string): string {
    return createHmac('sha256', this.key).update(`${path}\n${sessionId}\n${expires}`).digest('base64url');
  }
}
