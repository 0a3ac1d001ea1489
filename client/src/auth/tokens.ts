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
 * is, so that the next start can show what is known before the server has answered. So with the cookie a storage that fails costs that alone: nothing
 * is thrown, `failed` hears of it. Without the cookie what cannot be read or written is thrown, because then the session would not outlive the page.
 */
export class TokenShelf {
  constructor(
    private readonly settings: Settings,
    private readonly failed: (error: unknown) => void,
  ) {}

  private get key(): string {
    return `${this.settings.storagePrefix}.session`;
  }

  private get leavingKey(): string {
    return `${this.settings.storagePrefix}.leaving`;
  }

  async load(): Promise<Tokens | undefined> {
    const text = await this.read(this.key);
    return text === null ? undefined : (JSON.parse(text) as Tokens);
  }

  async save(tokens: Tokens): Promise<void> {
    await this.write(this.key, JSON.stringify(this.settings.cookie ? withoutToken(tokens) : tokens));
  }

  /** Remembers whom to leave: the server may not hear of it now, and no script can delete its cookie, which would let the next one in. */
  async leave({ sessionId }: Tokens): Promise<void> {
    if (this.settings.cookie) await this.write(this.leavingKey, sessionId);
  }

  /** The session that was left and of which the server has not heard so. */
  async leaving(): Promise<string | null> {
    return this.read(this.leavingKey);
  }

  async hasLeft(): Promise<void> {
    await this.write(this.leavingKey, null);
  }

  /** Forgets this session. That of somebody who has signed in since, in another tab, stays. */
  async clear({ sessionId }: Pick<Tokens, 'sessionId'>): Promise<void> {
    if ((await this.load())?.sessionId === sessionId) await this.write(this.key, null);
  }

  private async read(key: string): Promise<string | null> {
    try {
      return await this.settings.storage.getItem(key);
    } catch (error) {
      this.bear(error);
      return null;
    }
  }

  private async write(key: string, text: string | null): Promise<void> {
    const { storage } = this.settings;
    try {
      await (text === null ? storage.removeItem(key) : storage.setItem(key, text));
    } catch (error) {
      this.bear(error);
    }
  }

  private bear(error: unknown): void {
    if (!this.settings.cookie) throw error;
    this.failed(error);
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
