import type { Schemas } from '../generated/contract.js';
import type { Rest } from '../net/rest.js';
import type { Settings } from '../options.js';
import type { Me } from '../wire.js';
import type { Session } from './session.js';
import { withToken } from './with-token.js';

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
  /** The username or the email address. */
  login: string;
  password: string;
}

/** The second step of a sign-in. */
export interface SecondFactorInput {
  /** The `ticket` of the error `auth.second_factor_required`. */
  ticket: string;
  /** What the authenticator app shows, or a recovery code. */
  code: string;
}

/** What a link in a mail carries. */
export interface LinkInput {
  /** What stands behind `#token=`. */
  token: string;
  /** The password of the account that the link is about, where one is not signed in to it. */
  password?: string;
}

/** Signing in and out, and what links in mails lead to. Afterwards tokens are renewed without being asked for, and the live connection is kept. */
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

  /**
   * @throws ParleyError `auth.invalid_credentials`, `rate.limited`, `user.disabled`; `auth.second_factor_required` with a `ticket` for `secondFactor`.
   */
  login(input: LoginInput): Promise<Me> {
    return this.enter('/auth/login', input);
  }

  /**
   * Finishes a sign-in that `login` or `exchange` answered with `auth.second_factor_required`. A wrong code may be tried again with the same ticket.
   * @throws ParleyError `auth.code_wrong`, `auth.ticket_invalid` after five minutes, `rate.limited`.
   * @example
   * await client.auth.login(input).catch((error) => {
   *   if (error.code !== 'auth.second_factor_required') throw error;
   *   return client.auth.secondFactor({ ticket: error.ticket, code: prompt('Your code?') });
   * });
   */
  secondFactor(input: SecondFactorInput): Promise<Me> {
    return this.enter('/auth/second-factor', input);
  }

  /** The ways to sign in that the server has. @throws ParleyError `client.unreachable`. */
  async methods(): Promise<Schemas['SignInMethods']> {
    return (await this.rest.call({ method: 'GET', path: '/auth/methods' })) as Schemas['SignInMethods'];
  }

  /** The address to send a browser to that signs in with Google. It comes back to `/auth/landing?code=…&next=…`, where `exchange` goes on. */
  googleUrl(next = '/'): string {
    return `${this.settings.url}/api/v1/auth/google?next=${encodeURIComponent(next)}`;
  }

  /**
   * Signs in with the code that a browser brought from Google.
   * @throws ParleyError `auth.exchange_invalid`, `user.disabled`; `auth.second_factor_required` with a `ticket` for `secondFactor`.
   */
  exchange(code: string): Promise<Me> {
    return this.enter('/auth/exchange', { code });
  }

  /**
   * Begins to link one's Google account and answers the address to send this browser to. Without `password` only within ten minutes of a sign-in.
   * @throws ParleyError `auth.password_wrong`, `auth.proof_required`, `not_found` where there is no sign-in with Google.
   */
  async linkGoogle(input: { password?: string; next?: string } = {}): Promise<string> {
    const token = await this.session.token();
    const body = input;
    const answer = await this.rest.call({ method: 'POST', path: '/me/identities/google/link', body, token });
    return this.settings.url + (answer as Schemas['LinkStart']).url;
  }

  /**
   * Goes on with the session that the storage (or the cookie) holds.
   * @returns false when there is none: show the sign-in form.
   * @throws ParleyError `client.unreachable` where the cookie has to be asked about; with a storage it goes on offline.
   */
  restore(): Promise<boolean> {
    return this.session.restore();
  }

  /** Ends the session here at once, and on the server as soon as it can be reached. Unsent messages are dropped. */
  logout(): Promise<void> {
    return this.session.leave();
  }

  /**
   * Sends a link to a new password, if somebody has an account with this address. The answer does not tell.
   * @throws ParleyError `rate.limited`.
   */
  async forgotPassword(email: string): Promise<void> {
    await this.rest.call({ method: 'POST', path: '/auth/password/forgot', body: { email } });
  }

  /**
   * Sets a new password by such a link's token. All sessions end, this one too if it is that account's.
   * @throws ParleyError `link.invalid`, `auth.password_weak`, `rate.limited`.
   */
  async resetPassword(input: { token: string; password: string }): Promise<void> {
    await this.rest.call({ method: 'POST', path: '/auth/password/reset', body: input });
  }

  /**
   * Shows by a link's token that the account's email address is one's own. It takes being signed in to that account, or its password. Signed out and
   * without it the account's password and sessions are gone, which may be a stranger's.
   * @returns a token for `resetPassword` in that last case, else null.
   * @throws ParleyError `link.invalid`, `link.other_account`, `auth.password_wrong`, `rate.limited`.
   */
  async verifyEmail(input: LinkInput): Promise<string | null> {
    return ((await this.byLink('/auth/verify-email', input)) as Schemas['AddressProven']).resetToken;
  }

  /**
   * Moves the account to the address that the link was sent to. It takes being signed in to that account, or its password.
   * @throws ParleyError `link.invalid`, `link.other_account`, `auth.required`, `auth.password_wrong`, `auth.email_taken`, `rate.limited`.
   */
  async confirmEmail(input: LinkInput): Promise<void> {
    await this.byLink('/auth/email/confirm', input);
  }

  /**
   * Brings an account back to the address that the link was sent to. All its sessions end, and its password is void.
   * @returns a token for `resetPassword`.
   * @throws ParleyError `link.invalid`, `auth.email_taken`, `rate.limited`.
   */
  async undoEmail(token: string): Promise<string | null> {
    const answer = await this.rest.call({ method: 'POST', path: '/auth/email/undo', body: { token } });
    return (answer as Schemas['AddressProven']).resetToken;
  }

  /**
   * Says by a link's token that an account or a sign-in is not one's own: the address is free again, or that session has ended.
   * @throws ParleyError `link.invalid`, `rate.limited`.
   */
  async disown(token: string): Promise<Schemas['Disowned']['what']> {
    const answer = await this.rest.call({ method: 'POST', path: '/auth/disown', body: { token } });
    return (answer as Schemas['Disowned']).what;
  }

  /**
   * Everything that is stored of oneself, as a JSON file: what `me.export` answers, for who wants to keep it and not to read it.
   * @throws ParleyError `client.unreachable`, also where it breaks off; `client.signed_out`.
   */
  exportAccount(): Promise<Blob> {
    return withToken(this.session, (token) => this.rest.file({ path: '/me/export', token }));
  }

  private async byLink(path: string, body: LinkInput): Promise<unknown> {
    if (this.session.userId === undefined) return this.rest.call({ method: 'POST', path, body });
    return this.rest.call({ method: 'POST', path, body, token: await this.session.token() });
  }

  private async enter(path: string, input: object): Promise<Me> {
    const body = this.settings.cookie ? { ...input, cookie: true } : input;
    const signedIn = (await this.rest.call({ method: 'POST', path, body })) as Schemas['SignedIn'];
    if (this.session.userId !== undefined) await this.session.end('replaced');
    await this.session.begin(signedIn);
    return signedIn.user;
  }
}
