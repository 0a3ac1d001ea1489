/** Whose session it is. */
export interface SessionHolder {
  userId: string;
  sessionId: string;
}

/** Who calls: taken from the access token alone, on both doors. */
export interface Caller extends SessionHolder {
  /** When the access token ends, in milliseconds since 1970. */
  expiresAt: number;
}

/** Says who holds an access token. The platform asks; the Auth feature answers. */
export abstract class Authenticator {
  /** @throws Problem `auth.invalid_token`, `auth.token_expired` or `auth.session_ended`. */
  abstract authenticate(accessToken: string): Promise<Caller>;
  /** Who holds this session, for an address that was signed for it. @throws Problem `auth.session_ended`, `user.disabled`. */
  abstract holder(sessionId: string): Promise<SessionHolder>;
  /** Which of these sessions still stand: asked about live sockets when a node looks whether it missed an end. */
  abstract standing(sessionIds: string[]): Promise<Set<string>>;
}
