import { loggedError } from '../logging/scrub.js';

const MAX_LENGTH = 500;
const LONG_SECRET = /[\w+/=-]{40,4000}/g; // reset tokens and the like have 43 characters and more; ids have 36

/**
 * One line about why a job failed, for the table, the log and the operator: at most 500 characters, without email addresses, passwords and
 * tokens, and of a database error its code alone.
 */
export function failureText(error: unknown): string {
  const { type, message, code } = loggedError(error instanceof Error ? error : new Error(String(error)));
  const text = `${type}: ${message.slice(0, 4000).replace(LONG_SECRET, '[hidden]')}`.replace(/\s+/g, ' ');
  return `${text.slice(0, MAX_LENGTH - 50)}${code ? ` (${code.slice(0, 40)})` : ''}`;
}

/**
 * Thrown by a handler: it cannot be done just now, through no fault of the job (a server is away or busy). It rests at least `afterMs` and longer the
 * older it is, and counts as no try; given up it is when it is as old as `JobSettings.patienceMs`.
 */
export class TryLater extends Error {
  override readonly name = 'TryLater';

  constructor(
    message: string,
    readonly afterMs: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Thrown by a handler: it can never be done, so no further try is worth it. It goes to the dead letters at once. */
export class GiveUp extends Error {
  override readonly name = 'GiveUp';
}

/** The handler did not finish within the time that one try may take. */
export class JobTimedOut extends Error {
  override readonly name = 'JobTimedOut';
}

/** Another process holds the job now: this one was too slow to renew its claim. Nothing may be stored for it any more. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/** The process stops and lets go of the job, which is no fault of the job. */
export class ProcessStopping extends Error {
  override readonly name = 'ProcessStopping';
}
