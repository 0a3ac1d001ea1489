import type { Schemas } from '../generated/contract.js';
import { ParleyError } from '../errors.js';
import type { Rest } from '../net/rest.js';
import type { Settings } from '../options.js';
import type { Me } from '../wire.js';
import type { Session } from './session.js';

/** A new account. */
export interface RegisterInput {
  /** Unique, lower case. */
  username: string;
  /** What others see; the username when left out. */
  displayName?: string;
  email: string;
  /** At least 10 characters; common ones are refused. */
  password: string;
}

/** Who signs in. */
export interface LoginInput {
  /** The username or the mail address. */
  login: string;
  password: string;
}

/** Signing in and out. Afterwards tokens are renewed without being asked for, and the live connection is kept. */
export class Auth {
  constructor(
    private readonly settings: Settings,
    private readonly rest: Rest,
    private readonly session: Session,
  ) {}

  /** The signed-in person's id; undefined when nobody is. */
  get userId(): string | undefined {
    return this.session.userId;
  }

  /**
   * Makes an account and signs in.
   * @throws ParleyError `auth.username_taken`, `auth.email_taken`, `auth.password_weak`, `validation.failed` with `fields`, `rate.limited`.
   * @example await client.auth.register({ username: 'ada', email: 'ada@example.org', password: 'correct horse battery staple' });
   */
  register(input: RegisterInput): Promise<Me> {
    return this.enter('/auth/register', input);
  }

  /** @throws ParleyError `auth.invalid_credentials`, `rate.limited`, `user.disabled`. */
  login(input: LoginInput): Promise<Me> {
    return this.enter('/auth/login', input);
  }

  /**
   * Goes on with the session that the storage (or the cookie) holds.
   * @returns false when there is none: show the sign-in form.
   * @throws ParleyError `client.unreachable` where the cookie has to be asked about; with a storage it goes on offline.
   */
  restore(): Promise<boolean> {
    return this.session.restore();
  }

  /** Ends the session here at once and on the server when it can be reached. Unsent messages are dropped. */
  async logout(): Promise<void> {
    const token = await this.session.token().catch(() => undefined); // a token that has ended could not end the session
    await this.session.end('logout');
    if (token === undefined) return;
    try {
      await this.rest.call({ method: 'POST', path: '/auth/logout', token });
    } catch (error) {
      // Without an answer the session ends there by its age, and a refusal means that it has ended already.
      if (!(error instanceof ParleyError) || !(error.passing || error.status === 401)) throw error;
    }
  }

  private async enter(path: string, input: object): Promise<Me> {
    const body = this.settings.cookie ? { ...input, cookie: true } : input;
    const signedIn = (await this.rest.call({ method: 'POST', path, body })) as Schemas['SignedIn'];
    if (this.session.userId !== undefined) await this.session.end('replaced');
    await this.session.begin(signedIn);
    return signedIn.user;
  }
}
