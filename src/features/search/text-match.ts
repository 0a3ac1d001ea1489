import { fold, isWordly, runsOf, type FoldedText } from './folded-text.js';
import { SHORT } from './grams.js';
import type { SearchQuery } from './search-query.js';

/** Enough to show; a text may hold a letter ten thousand times. */
const MAX_HIGHLIGHTS = 100;

/** How a text answers a query. */
interface TextMatch {
  /** Whether each term occurs as words of its own somewhere, and not only as part of longer ones. */
  whole: boolean;
  /** Where the terms stand, as UTF-16 offsets in the text: sorted, and none touches another. */
  highlights: [start: number, end: number][];
}

interface Place {
  at: number;
  whole: boolean;
}

/** Whether the text itself holds every term and none of those it must not: the last word on what the index found. */
export function matchText(
  body: string,
  { terms, without }: Pick<SearchQuery, 'terms' | 'without'>,
): TextMatch | undefined {
  const folded = fold(body);
  if (without.some((term) => placesOf(folded.text, term).length > 0)) return undefined;
  const found = terms.map((term) => ({ term, places: placesOf(folded.text, term) }));
  if (found.some(({ places }) => places.length === 0)) return undefined;
  const spans = found.flatMap(({ term, places }) => places.map(({ at }) => spanOf(folded, at, term.length)));
  return {
    whole: found.every(({ places }) => places.some(({ whole }) => whole)),
    highlights: merge(spans).slice(0, MAX_HIGHLIGHTS),
  };
}

function placesOf(text: string, term: string): Place[] {
  const opensWord = isWordly(term[0]);
  const closesWord = isWordly(term.at(-1));
  const runs = [...runsOf(term)];
  const short = runs.length === 1 && runs[0]!.kind === 'word' && runs[0]!.points.length < SHORT;
  const places: Place[] = [];
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
    const begins = !opensWord || !isWordly(text[at - 1]);
    const ends = !closesWord || !isWordly(text[at + term.length]);
    if (begins || !short) places.push({ at, whole: begins && ends });
  }
  return places;
}

function spanOf({ starts, ends }: FoldedText, at: number, length: number): [number, number] {
  return [starts[at]!, ends[at + length - 1]!];
}

function merge(spans: [number, number][]): [number, number][] {
  const merged: [number, number][] = [];
  for (const [start, end] of spans.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
