import { score } from '../ui/fuzzy.js';

interface Rankable {
  name: string;
  about: string;
  channelId?: string;
}

/** So many fit without looking for the right one. */
const MOST = 12;

/**
 * What was probably meant, best first. With nothing typed: where one was before, then all else in its order. `recent`: conversations, the last one
 * first; `here`: the one that is open.
 */
export function ranked<T extends Rankable>(
  entries: readonly T[],
  typed: string,
  recent: readonly string[],
  here?: string,
): T[] {
  const place = ({ channelId }: T): number => {
    const at = channelId === undefined ? -1 : recent.indexOf(channelId);
    return at < 0 ? Infinity : at;
  };
  const compare = (a: T, b: T): number => (place(a) === place(b) ? 0 : place(a) - place(b));
  if (typed.trim() === '') {
    const elsewhere = entries.filter(({ channelId }) => channelId === undefined || channelId !== here);
    return elsewhere.sort(compare).slice(0, MOST);
  }
  return entries
    .map((entry) => ({ entry, points: pointsOf(entry, typed) }))
    .filter((one): one is { entry: T; points: number } => one.points !== undefined)
    .sort((a, b) => Math.round(b.points) - Math.round(a.points) || compare(a.entry, b.entry) || b.points - a.points)
    .slice(0, MOST)
    .map(({ entry }) => entry);
}

/** By its name, else by its name with what stands beside it, which is worth less. */
function pointsOf({ name, about }: Rankable, typed: string): number | undefined {
  const byName = score(typed, name);
  if (byName !== undefined) return byName;
  const byBoth = score(typed, `${name} ${about}`);
  return byBoth === undefined ? undefined : byBoth - 1;
}
