import { randomInt } from 'node:crypto';
import { duplicateKey } from '../../platform/database/errors.js';
import { fail } from '../../platform/errors/problem.js';

const MAX = 48;
/** Room for a hyphen and seven digits. */
const MAX_STEM = 40;

/** First parts of addresses that lead elsewhere than to a team: the server's own (`src/platform/http/web-app.ts`) and the web app's (`web/src/app.tsx`). */
export const reservedSlugs = [
  ...['admin', 'api', 'assets', 'docs', 'health', 'metrics', 'outbox', 'status'],
  ...['auth', 'dm', 'invite', 'login', 'message', 'new-team', 'register', 'settings'],
];

/** A slug made of a name: accents dropped, everything else that is no letter or digit a hyphen. `fallback` when nothing is left. */
export function slugOf(name: string, fallback: string): string {
  const slug = name
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  return trimmed(slug.replace(/^-/, ''), MAX) || fallback;
}

/** The slug with a number behind it: the given one, or a random one for who lost a race for that too. */
export function numbered(slug: string, number = randomInt(1_000, 10_000_000)): string {
  return `${trimmed(slug, MAX_STEM)}-${number}`;
}

/** The beginning of all that `firstFree` may answer with a number: for a LIKE. No wildcard can stand in a slug. */
export function numberedLike(slug: string): string {
  return `${trimmed(slug, MAX_STEM)}-%`;
}

/** The slug itself, or the first of `slug-2`, `slug-3` … that is not among these. */
export function firstFree(slug: string, taken: ReadonlySet<string>): string {
  let free = slug;
  for (let number = 2; taken.has(free); number++) free = numbered(slug, number);
  return free;
}

function trimmed(slug: string, length: number): string {
  return slug.slice(0, length).replace(/-$/, '');
}

/** Waits for a write that may run into another team's slug. @throws Problem `team.slug_taken`. */
export async function refuseTakenSlug(write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    if (duplicateKey(error) === 'uq_teams_slug') throw fail('team.slug_taken', { cause: error });
    throw error;
  }
}
