import { isEmail } from 'class-validator';
import { GoogleFailure } from './google-failure.js';

/** Who somebody is at Google, as far as Parley asks. */
export interface GoogleProfile {
  issuer: string;
  /** Never given to anybody else. */
  subject: string;
  /** Normalised: lower case. */
  email: string;
  /** Whether Google has seen that the address is theirs. */
  emailVerified: boolean;
  /** Fit to be shown; empty when they have none. */
  name: string;
}

/** Checks what came as userinfo (OpenID Connect Core, 5.1 and 5.3). @throws GoogleFailure `provider` for anything else. */
export function profileOf(issuer: string, claims: unknown): GoogleProfile {
  const { sub, email, email_verified, name } = (claims ?? {}) as Record<string, unknown>;
  const known =
    typeof sub === 'string' && /^[\x21-\x7e]{1,255}$/.test(sub) && typeof email === 'string' && isAddress(email);
  if (!known) throw new GoogleFailure('provider', { cause: new Error('userinfo has no usable sub or email') });
  const shown = typeof name === 'string' ? tidy(name) : '';
  return { issuer, subject: sub, email: email.toLowerCase(), emailVerified: email_verified === true, name: shown };
}

function isAddress(email: string): boolean {
  return email.length <= 254 && isEmail(email, { allow_utf8_local_part: false });
}

/** Without control characters and halves of characters, and no longer than names are here. */
function tidy(name: string): string {
  const clean = name.slice(0, 400).replaceAll(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, ' ');
  return [...clean.trim()].slice(0, 80).join('').trim();
}
