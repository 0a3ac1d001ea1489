import { Me } from '../../core/users/me.wire.js';

/** What somebody gets who signed in. */
export class SignedIn {
  user: Me;
  sessionId: string;
  /** For `Authorization: Bearer …` and for the handshake of the socket. */
  accessToken: string;
  /** When the access token ends: RFC 3339, UTC, milliseconds. */
  expiresAt: string;
  /** For `POST /auth/refresh`, once. Left out when it was set as a cookie instead. */
  refreshToken?: string;
}
