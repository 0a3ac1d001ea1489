import type { User } from '@parley/client';

/** More would not be read. */
const SHOWN = 8;

/** Whom the beginning of a name may mean: by username or any word of the name; those who spoke last come first. */
export function peopleFor(people: readonly User[], query: string, spoken: readonly string[]): User[] {
  const fitting = people.flatMap((user) => {
    const fit = fitOf(user, query);
    const last = spoken.indexOf(user.id);
    return fit === undefined ? [] : [{ user, fit, last: last < 0 ? Infinity : last }];
  });
  fitting.sort(
    (a, b) => a.fit - b.fit || compare(a.last, b.last) || a.user.displayName.localeCompare(b.user.displayName),
  );
  return fitting.slice(0, SHOWN).map(({ user }) => user);
}

function fitOf({ username, displayName }: User, query: string): number | undefined {
  const name = displayName.toLowerCase();
  if (username.startsWith(query) || name.startsWith(query)) return 0;
  if (name.split(/[\s-]+/).some((word) => word.startsWith(query))) return 0;
  return query.length > 1 && (username.includes(query) || name.includes(query)) ? 1 : undefined;
}

/** Infinity less itself is no number. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** What fits a channel's short name or name, the nearest first. */
export function channelsFor<T extends { slug: string; name: string }>(channels: readonly T[], query: string): T[] {
  const begins = ({ slug, name }: T): boolean => slug.startsWith(query) || name.toLowerCase().startsWith(query);
  const holds = ({ slug, name }: T): boolean => slug.includes(query) || name.toLowerCase().includes(query);
  const first = channels.filter(begins);
  return [...first, ...channels.filter((one) => !first.includes(one) && holds(one))].slice(0, SHOWN);
}
