import type { SessionEntity } from './session.entities.js';

/** A device on which somebody is signed in. */
export class Session {
  id: string;
  /** As the program called itself when it signed in. @example "Mozilla/5.0 (X11; Linux x86_64)" */
  device: string;
  /** Where it was seen last. @example "203.0.113.7" */
  address: string;
  /** RFC 3339, UTC, milliseconds. */
  createdAt: string;
  /** When it last renewed its tokens. */
  lastUsedAt: string;
  /** Whether it is the one that asks. */
  current: boolean;
}

export class SessionList {
  items: Session[];
}

/** A session that ended: its tokens are refused and its sockets are closed. */
export class SessionRevoked {
  sessionId: string;
}

/** How long a socket may go on. */
export class SessionExtended {
  /** RFC 3339, UTC, milliseconds. */
  expiresAt: string;
}

export function toSession(session: SessionEntity, currentId: string): Session {
  const { id, userAgent: device, address, createdAt, lastUsedAt } = session;
  const times = { createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt.toISOString() };
  return { id, device, address, ...times, current: id === currentId };
}
