import type { Schemas } from '../generated/contract.js';
import { ownError, ParleyError } from '../errors.js';
import type { Rest } from '../net/rest.js';
import type { Settings } from '../options.js';
import { Alarm, Backoff, between } from '../waiting.js';
import { isFresh, TokenShelf, tokensOf, type Tokens } from './tokens.js';

/** The server takes a rotated token for ten more seconds; an answer that got lost must be asked for again before. */
const REFRESH_TIMEOUT_MS = 4_000;
/** Renewed somewhere in this part of its life, so that a crowd that signed in together does not renew together. */
const RENEW_AT = [0.7, 0.85] as const;

/** What the rest of the client does when the session changes. */
export interface SessionEvents {
  begun(userId: string): void | Promise<void>;
  renewed(accessToken: string): void;
  /** `reason` is the problem's code, or `logout`. */
  ended(reason: string): void;
  /** The storage did not take or give something; the session goes on without it. */
  storageFailed(error: unknown): void;
}

/** The tokens of the signed-in person, renewed silently: before they end, and whenever the server refuses one. */
export class Session {
  private tokens: Tokens | undefined;
  private renewing: Promise<void> | undefined;
  private readonly shelf: TokenShelf;
  private readonly alarm: Alarm;
  private readonly backoff: Backoff;

  constructor(
    private readonly settings: Settings,
    private readonly rest: Rest,
    private readonly events: SessionEvents,
  ) {
    this.shelf = new TokenShelf(settings, (error) => events.storageFailed(error));
    this.backoff = new Backoff(settings.timing.retryWait);
    this.alarm = new Alarm(() => void this.renewInTime());
  }

  get userId(): string | undefined {
    return this.tokens?.userId;
  }

  get sessionId(): string | undefined {
    return this.tokens?.sessionId;
  }

  /** The access token as it is, fresh or not. */
  get accessToken(): string | undefined {
    return this.tokens?.accessToken;
  }

  /** An access token that will hold for the next request. @throws ParleyError `client.signed_out`, or why it could not be renewed. */
  async token(): Promise<string> {
    if (this.tokens && !isFresh(this.tokens)) await this.renew(this.tokens.accessToken);
    if (!this.tokens) throw ownError('client.signed_out');
    return this.tokens.accessToken;
  }

  /** Takes what a sign-in answered. */
  async begin(signedIn: Schemas['SignedIn']): Promise<void> {
    const tokens = tokensOf(signedIn);
    this.adopt(tokens);
    await this.shelf.save(tokens);
    await this.shelf.hasLeft(); // the cookie of the one that was left is replaced
    await this.events.begun(tokens.userId);
  }

  /** Goes on with the session in the storage, also without a network, or asks the cookie for one. Answers false when there is none. */
  async restore(): Promise<boolean> {
    const leaving = await this.shelf.leaving();
    if (leaving !== null) await this.shelf.clear({ sessionId: leaving }); // the page was closed before it had done so
    const kept = await this.shelf.load();
    const tokens = kept ?? (this.settings.cookie ? await this.refreshByCookie() : undefined);
    if (leaving !== null && tokens?.sessionId === leaving) {
      await this.farewell(tokens.accessToken);
      return false;
    }
    await this.shelf.hasLeft();
    if (!tokens) return false;
    this.adopt(tokens);
    if (!kept) await this.shelf.save(tokens);
    await this.events.begun(tokens.userId);
    return true;
  }

  /** Ends the session here at once, and on the server as soon as it can be reached: with a cookie at the latest when the page is next opened. */
  async leave(): Promise<void> {
    const { tokens } = this;
    if (!tokens) return;
    await this.shelf.leave(tokens);
    const token = await this.token().catch(() => undefined); // a token that has ended could not end the session
    if (this.tokens && this.tokens.sessionId !== tokens.sessionId) return; // who has signed in in another tab stays
    await this.end('logout');
    if (token !== undefined) await this.farewell(token);
  }

  private async farewell(token: string): Promise<void> {
    try {
      await this.rest.call({ method: 'POST', path: '/auth/logout', token });
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      if (!endsSession(error)) return; // later, by the cookie; else the session ends there by its age
    }
    await this.shelf.hasLeft();
  }

  /** Forgets the tokens. */
  async end(reason: string): Promise<void> {
    const { tokens } = this;
    if (!tokens) return;
    this.tokens = undefined;
    this.alarm.clear();
    this.events.ended(reason);
    await this.shelf.clear(tokens);
  }

  /** Stops renewing, keeps what is stored. */
  close(): void {
    this.tokens = undefined;
    this.alarm.clear();
  }

  /**
   * Replaces a token that was refused or is about to end; does nothing when that has happened meanwhile. One at a time, over all tabs.
   * @throws ParleyError why not; after a refusal the session has ended.
   */
  renew(spent: string): Promise<void> {
    if (this.tokens?.accessToken !== spent) return Promise.resolve();
    this.renewing ??= this.settings.locks
      .request(`${this.settings.storagePrefix}.renewal`, () => this.renewLocked(spent))
      .finally(() => (this.renewing = undefined));
    return this.renewing;
  }

  private async renewLocked(spent: string): Promise<void> {
    const stored = await this.shelf.load();
    const { tokens } = this;
    const byOtherTab = stored !== undefined && stored.userId === tokens?.userId && stored.accessToken !== spent;
    let next: Tokens;
    try {
      next = byOtherTab && isFresh(stored) ? stored : await this.refresh((byOtherTab ? stored : tokens)?.refreshToken);
    } catch (error) {
      if (endsSession(error)) await this.end(error.code);
      throw error;
    }
    if (!this.tokens || this.tokens !== tokens) return; // signed out meanwhile
    if (next.userId !== tokens.userId) return this.handOver(next);
    this.adopt(next);
    await this.shelf.save(next);
    this.events.renewed(next.accessToken);
  }

  /**
   * In another tab somebody else has signed in, and the cookie is theirs: this client goes on as they are.
   * @throws ParleyError `client.signed_out`, to whatever was about to be done in the first one's name.
   */
  private async handOver(next: Tokens): Promise<never> {
    await this.end('replaced');
    this.adopt(next);
    await this.shelf.save(next);
    await this.events.begun(next.userId);
    throw ownError('client.signed_out');
  }

  private async refresh(refreshToken: string | undefined): Promise<Tokens> {
    const body = this.settings.cookie ? { cookie: true } : { refreshToken };
    const answer = await this.rest.call({ method: 'POST', path: '/auth/refresh', body, timeout: REFRESH_TIMEOUT_MS });
    return tokensOf(answer as Schemas['SignedIn']);
  }

  private refreshByCookie(): Promise<Tokens | undefined> {
    return this.settings.locks.request(`${this.settings.storagePrefix}.renewal`, () =>
      this.refresh(undefined).catch((error: unknown) => {
        if (endsSession(error)) return undefined; // no cookie, or it has ended
        throw error;
      }),
    );
  }

  private adopt(tokens: Tokens): void {
    this.tokens = tokens;
    this.backoff.reset();
    const left = tokens.receivedAt + tokens.lifetime * between(RENEW_AT) - Date.now();
    this.alarm.set(Math.min(Math.max(0, left), tokens.lifetime));
  }

  private async renewInTime(): Promise<void> {
    const { tokens } = this;
    if (!tokens) return;
    try {
      await this.renew(tokens.accessToken);
    } catch {
      if (this.tokens) this.alarm.set(this.backoff.next()); // no answer: again soon; after a refusal `ended` has told it
    }
  }
}

/** Whether the server itself says that the session is over. Proxies and wrong addresses answer all kinds of things, which prove nothing. */
function endsSession(error: unknown): error is ParleyError {
  if (!(error instanceof ParleyError) || error.code === 'client.unexpected_answer') return false;
  return error.status === 401 || error.code === 'user.disabled';
}
