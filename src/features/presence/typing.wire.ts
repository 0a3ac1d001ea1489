/** Somebody writes something in a channel. It is over with `typing.stopped`, with their message, or by itself. */
export class TypingStarted {
  channelId: string;
  userId: string;
  /** When to take it for over unless it is told again, RFC 3339. */
  expiresAt: string;
}

/** Somebody has stopped writing. */
export class TypingStopped {
  channelId: string;
  userId: string;
}
