import { ParleyError } from '@parley/client';
import { sentenceOf } from '../ui/problem.js';
import { untilOf } from '../ui/time.js';

const banned: Readonly<Record<string, string>> = {
  'team.banned': 'You are banned from this team',
  'channel.banned': 'You are banned from this channel',
};

/** Why one is not let in, said to oneself. */
export function refusalOf(error: unknown): string {
  const ban = error instanceof ParleyError ? banned[error.code] : undefined;
  if (ban === undefined || !(error instanceof ParleyError)) return sentenceOf(error);
  const until = error.expiresAt === undefined ? '' : ` until ${untilOf(error.expiresAt)}`;
  const why = error.reason === undefined ? '' : ` The reason given: ${error.reason}`;
  return `${ban}${until}.${why}`;
}
