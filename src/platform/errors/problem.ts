import { errorCatalogue, type ErrorCode } from './errors.catalogue.js';

/** One rule that one field breaks. `field` is a path such as `members.0.role`, empty for the input as a whole. */
export interface BrokenRule {
  field: string;
  rule: string;
  message: string;
}

/** What a problem may say beyond its code. Everything here reaches the client, so none of it repeats the client's input. */
export interface ProblemDetails {
  /** A sentence for people about this very case. */
  detail?: string;
  fields?: BrokenRule[];
  /** Whole seconds until a repeat can succeed. */
  retryAfter?: number;
  /** What allowance was used up, for the headers of a REST answer: so many points in so many seconds. */
  limit?: { name: string; points: number; seconds: number };
  /** The permission that was missing. */
  permission?: string;
  /** Why it was decided so, in the words of who decided it. */
  reason?: string;
  /** Until when it holds, RFC 3339. */
  expiresAt?: string;
  /** What the next step of signing in asks for. */
  ticket?: string;
  /** What lies behind it, for the log alone. */
  cause?: unknown;
}

/** An error that is meant for the caller, on either door. Made by `fail`. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly fields: BrokenRule[] | undefined;
  readonly retryAfter: number | undefined;
  readonly limit: ProblemDetails['limit'];
  readonly permission: string | undefined;
  readonly reason: string | undefined;
  readonly expiresAt: string | undefined;
  readonly ticket: string | undefined;

  constructor(
    readonly code: ErrorCode,
    details: ProblemDetails,
  ) {
    super(`${code}: ${details.detail ?? errorCatalogue[code].title}`, { cause: details.cause });
    this.name = 'Problem';
    this.status = errorCatalogue[code].status;
    this.title = errorCatalogue[code].title;
    this.detail = details.detail;
    this.fields = details.fields;
    this.retryAfter = details.retryAfter;
    this.limit = details.limit;
    this.permission = details.permission;
    this.reason = details.reason;
    this.expiresAt = details.expiresAt;
    this.ticket = details.ticket;
  }
}

/** Makes the problem with this code, to be thrown: `throw fail('channel.archived')`. */
export function fail(code: ErrorCode, details: ProblemDetails = {}): Problem {
  return new Problem(code, details);
}

/** The body of every refusal: RFC 9457 with `code`, `requestId` and what the case adds. By REST and in a socket's ack. */
export interface ProblemBody {
  /** Relative: the place in the documentation that explains the code. */
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail?: string;
  requestId: string;
  fields?: BrokenRule[];
  permission?: string;
  reason?: string;
  expiresAt?: string;
  ticket?: string;
  /** Whole seconds. */
  retryAfter?: number;
}

/** The wire form of `problem`. `requestId` leads to the log entries about it. */
export function toProblemBody(problem: Problem, requestId: string): ProblemBody {
  return {
    type: `/docs/problems#${problem.code}`,
    title: problem.title,
    status: problem.status,
    code: problem.code,
    ...(problem.detail !== undefined && { detail: problem.detail }),
    requestId,
    ...(problem.fields && { fields: problem.fields }),
    ...(problem.permission !== undefined && { permission: problem.permission }),
    ...(problem.reason !== undefined && { reason: problem.reason }),
    ...(problem.expiresAt !== undefined && { expiresAt: problem.expiresAt }),
    ...(problem.ticket !== undefined && { ticket: problem.ticket }),
    ...(problem.retryAfter !== undefined && { retryAfter: problem.retryAfter }),
  };
}
