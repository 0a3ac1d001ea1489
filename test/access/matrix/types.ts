/*
 * Who may do what, written by hand from the product's promises and not from src/core/access/policies.ts: two hands that must agree.
 * A route or a command without a line in one of the tables fails doors.spec.ts.
 */

/** What a cell may say, and the problem that it stands for. */
export const outcomes = {
  ok: undefined,
  401: { code: 'auth.required', status: 401 },
  403: { code: 'access.denied', status: 403 },
  404: { code: 'not_found', status: 404 },
  rank: { code: 'team.role_too_high', status: 403 },
  barred: { code: 'team.banned', status: 403 },
  archived: { code: 'channel.archived', status: 409 },
  general: { code: 'channel.general_required', status: 409 },
  host: { code: 'channel.host_required', status: 409 },
  taken: { code: 'channel.slug_taken', status: 409 },
  kind: { code: 'channel.kind_unsupported', status: 409 },
  ask: { code: 'channel.join_request_required', status: 403 },
  banned: { code: 'channel.banned', status: 403 },
  inside: { code: 'channel.member_exists', status: 409 },
  needless: { code: 'join_request.needless', status: 409 },
  gone: { code: 'link.invalid', status: 410 },
  apart: { code: 'dm.no_shared_team', status: 403 },
  stranger: { code: 'auth.exchange_invalid', status: 401 },
  ticket: { code: 'auth.ticket_invalid', status: 401 },
  wrong: { code: 'auth.code_wrong', status: 403 },
  off: { code: 'second_factor.off', status: 409 },
  bare: { code: 'media.no_thumbnail', status: 404 },
  out: { code: 'voice.not_in_room', status: 409 },
  nested: { code: 'message.thread_nested', status: 409 },
} as const;
export type Outcome = keyof typeof outcomes;

export type Ids = Record<string, string>;

/** How an operation is called by either door. Ids in the paths are also what the command names, beside its input. */
export interface Operation {
  /** Every method and path that does it. The ids of the first are what the command names. */
  rest: string[];
  /** The socket command. */
  command?: string;
  /** What is sent besides: in the body, or in the query of a GET or DELETE. */
  input?: (ids: Ids) => Record<string, unknown>;
  /** Takes a form with a file in place of a body; its input, if any, goes in the query. */
  file?: true;
  /** What the command alone is sent besides. */
  extra?: Record<string, unknown>;
  /** What the refusal names, one of these; the operation's first word when left out. */
  permission?: string[];
  /** What a granted call uses up. */
  spends?: 'channel' | 'message' | 'media' | 'team' | 'invitation' | 'session';
}

let unique = 0;
export const fresh = (word: string) => `${word}-${Date.now().toString(36)}-${(unique += 1)}`;

/** The same operation under several names, that differ in whom or what they are about. */
export const variants = (command: string, names: string[], operation: Operation): Record<string, Operation> =>
  Object.fromEntries(names.map((name) => [`${command} ${name}`, operation]));
