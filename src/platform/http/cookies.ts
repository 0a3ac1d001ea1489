import type { CookieOptions } from 'express';
import type { Config } from '../config/config.js';

/** A cookie that no script can read: its name and how it is set. */
export interface OwnCookie {
  name: string;
  options: CookieOptions;
}

/**
 * A cookie of ours. Its name begins with `__Host-` wherever it can travel by https alone, so that neither a page of a neighbouring host nor one
 * without TLS can set it; browsers refuse that prefix over plain http. `lax` comes along when a link elsewhere leads here, `strict` does not.
 */
export function ownCookie(config: Config, name: string, sameSite: 'strict' | 'lax'): OwnCookie {
  const secure = config.isProduction || config.publicUrl.startsWith('https:');
  return { name: secure ? `__Host-${name}` : name, options: { httpOnly: true, secure, sameSite, path: '/' } };
}
