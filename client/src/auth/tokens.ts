import type { Schemas } from '../generated/contract.js';
import type { Settings } from '../options.js';

/** What a signed-in client holds. */
export interface Tokens {
  userId: string;
  sessionId: string;
  accessToken: string;
  /** Missing when it is in a cookie. */
  refreshToken?: string;
  /** By this machine's clock, ms since 1970. */
  receivedAt: number;
  /** Milliseconds from `receivedAt` to the access token's end: taken from the token itself, so a wrong clock here does no harm. */
  lifetime: number;
}

/** Reads a sign-in answer. */
export function tokensOf({ user, sessionId, accessToken, expiresAt, refreshToken }: Schemas['SignedIn']): Tokens {
  const receivedAt = Date.now();
  const lifetime = lifetimeOf(accessToken) ?? Math.max(1_000, Date.parse(expiresAt) - receivedAt);
  return {
    userId: user.id,
    sessionId,
    accessToken,
    receivedAt,
    lifetime,
    ...(refreshToken !== undefined && { refreshToken }),
  };
}

/** Whether the access token will hold for the next request: a tenth of its life, at most 5 s, before its end it does not count any more. */
export function isFresh({ receivedAt, lifetime }: Tokens): boolean {
  const age = Date.now() - receivedAt;
  return age >= 0 && age < lifetime - Math.min(5_000, lifetime / 10);
}

/**
 * Keeps tokens in the storage, where other tabs find them. With the cookie no token is kept, because no script is to read one: only whose session it
 * is, so that the next start can show what is known before the server has answered.
 */
export class TokenShelf {
  constructor(private readonly settings: Settings) {}

  private get key(): string {
    return `${this.settings.storagePrefix}.session`;
  }

  private get leavingKey(): string {
    return `${this.settings.storagePrefix}.leaving`;
  }

  async load(): Promise<Tokens | undefined> {
    const text = await this.settings.storage.getItem(this.key);
    return text === null ? undefined : (JSON.parse(text) as Tokens);
  }

  async save(tokens: Tokens): Promise<void> {
    const { cookie, storage } = this.settings;
    await storage.setItem(this.key, JSON.stringify(cookie ? withoutToken(tokens) : tokens));
  }

  /** Remembers whom to leave: the server may not hear of it now, and no script can delete its cookie, which would let the next one in. */
  async leave({ sessionId }: Tokens): Promise<void> {
    if (this.settings.cookie) await this.settings.storage.setItem(this.leavingKey, sessionId);
  }

  /** The session that was left and of which the server has not heard so. */
  async leaving(): Promise<string | null> {
    return this.settings.storage.getItem(this.leavingKey);
  }

  async hasLeft(): Promise<void> {
    await this.settings.storage.removeItem(this.leavingKey);
  }

  /** Forgets this session. That of somebody who has signed in since, in another tab, stays. */
  async clear({ sessionId }: Tokens): Promise<void> {
    if ((await this.load())?.sessionId === sessionId) await this.settings.storage.removeItem(this.key);
  }
}

/** Whose session it is, with a token that has ended: the first request asks the cookie for another. */
function withoutToken({ userId, sessionId }: Tokens): Tokens {
  return { userId, sessionId, accessToken: '', receivedAt: 0, lifetime: 0 };
}

/** `exp − iat` of a JWT, in milliseconds. */
function lifetimeOf(accessToken: string): number | undefined {
  const payload = accessToken.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/');
  if (payload === undefined) return undefined;
  try {
    const { iat, exp } = JSON.parse(atob(payload)) as { iat?: unknown; exp?: unknown };
    if (typeof iat !== 'number' || typeof exp !== 'number') return undefined;
    return Math.max(1, exp - iat - 1) * 1_000; // both are cut to whole seconds, so up to one of them is gone already
  } catch {
    return undefined; // no JWT: `expiresAt` has to do
  }
}
