/** A rule that a field of the input breaks. `field` is a path such as `members.0.role`, empty for the input as a whole. */
export interface BrokenRule {
  field: string;
  rule: string;
  message: string;
}

/** The body of every refusal, by REST and in a socket's acknowledgement (RFC 9457). */
export interface ProblemBody {
  code: string;
  status: number;
  title: string;
  detail?: string;
  fields?: BrokenRule[];
  permission?: string;
  ticket?: string;
  /** Of a ban. */
  reason?: string;
  expiresAt?: string;
  /** Whole seconds. */
  retryAfter?: number;
  requestId?: string;
}

/** Why a command failed without an answer of the server. Their `status` is 0. */
const OWN_PROBLEMS = {
  'client.unreachable': 'The server cannot be reached',
  'client.no_answer': 'The server did not answer; it may have done what was asked',
  'client.not_connected': 'This needs the live connection, which is away',
  'client.calls_unsupported': 'This device cannot take part in calls',
  'client.signed_out': 'Nobody is signed in',
  'client.closed': 'This client was closed',
  'client.discarded': 'The message was discarded before it was sent',
  'client.unexpected_answer': 'What answered does not speak Parley',
} as const;

export type OwnCode = keyof typeof OWN_PROBLEMS;

/**
 * Everything that goes wrong, as the server told it or, with a code that begins with `client.`, as it was seen from here.
 * @example
 * try {
 *   await client.command('channel.create', { teamId, name: 'plans' });
 * } catch (error) {
 *   if (error instanceof ParleyError && error.code === 'channel.slug_taken') chooseAnotherName();
 *   else throw error;
 * }
 */
export class ParleyError extends Error {
  /** Stable, to be compared: `channel.archived`, `client.unreachable` … The server lists its own at `/docs/problems`. */
  readonly code: string;
  /** The HTTP status; the same by socket. 0 when no answer came. */
  readonly status: number;
  /** A sentence for people about the code. */
  readonly title: string;
  /** A sentence about this very case. */
  readonly detail: string | undefined;
  /** Which fields break which rules; empty unless the input was refused. */
  readonly fields: readonly BrokenRule[];
  /** The permission that was missing. */
  readonly permission: string | undefined;
  /** With `auth.second_factor_required`: for `auth.secondFactor`. */
  readonly ticket: string | undefined;
  /** With `team.banned` and `channel.banned`: why, where somebody said so. */
  readonly reason: string | undefined;
  /** With those: when it ends, RFC 3339; undefined for never. */
  readonly expiresAt: string | undefined;
  /** Whole seconds until a repeat can succeed. */
  readonly retryAfter: number | undefined;
  /** Leads to the server's log. */
  readonly requestId: string | undefined;

  constructor(problem: ProblemBody, options?: { cause?: unknown }) {
    super(`${problem.code}: ${problem.detail ?? problem.title}`, options);
    this.name = 'ParleyError';
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.fields = problem.fields ?? [];
    this.permission = problem.permission;
    this.ticket = problem.ticket;
    this.reason = problem.reason;
    this.expiresAt = problem.expiresAt;
    this.retryAfter = problem.retryAfter;
    this.requestId = problem.requestId;
  }

  /** Whether the same request may succeed later without being changed: no answer, too much at once, or trouble on the server's side. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

/** An error that was seen from here. */
export function ownError(code: OwnCode, cause?: unknown): ParleyError {
  return new ParleyError({ code, status: 0, title: OWN_PROBLEMS[code] }, { cause });
}

/** Whether this looks like a problem body. Proxies answer other things. */
export function isProblem(value: unknown): value is ProblemBody {
  if (typeof value !== 'object' || value === null) return false;
  const { code, status } = value as Partial<Record<keyof ProblemBody, unknown>>;
  return typeof code === 'string' && typeof status === 'number';
}
