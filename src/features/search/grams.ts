import { runsOf, type Run } from './folded-text.js';
import type { HasKind } from './search-query.js';

/*
 * What the index holds of a message: for each place in it where a search may begin, the next few characters. A part of a word is then the beginning
 * of a gram, so one look-up of a beginning finds it, in every script and with no grammar of any database. Where a word begins there is a second
 * gram that says so. What the index answers is checked against the text itself, so grams may answer too much and must never answer too little.
 */

/** How many characters a gram holds: of a word, of which most are not longer, and of a script without gaps, where words are short. */
const WORD_GRAM = 12;
const DENSE_GRAM = 4;
/** Less of the end of a word is not looked for: words of one or two letters are found at the beginning of words. */
export const SHORT = 3;

/** A gram that is looked for: in full, or its beginning. */
export interface Gram {
  token: string;
  prefix: boolean;
}

/** The grams of a folded text, each once. */
export function gramsOf(text: string): Set<string> {
  const grams = new Set<string>();
  for (const { kind, points } of runsOf(text)) {
    const size = sizeOf(kind);
    if (kind === 'word') grams.add(tokenOf(BEGINNING, points.slice(0, size)));
    for (let at = 0; at < points.length; at++) {
      const left = points.length - at;
      if (kind === 'word' && left < SHORT) break;
      grams.add(tokenOf(ANYWHERE, points.slice(at, at + size)));
    }
  }
  return grams;
}

/** The grams that a text must have in which this folded term occurs; with `whole`, as words of its own. */
export function gramsFor(term: string, whole: boolean): Gram[] {
  const runs = [...runsOf(term)];
  return runs.flatMap((run, index) => {
    const size = sizeOf(run.kind);
    const short = run.kind === 'word' && run.points.length < SHORT;
    const begins = run.kind === 'word' && (whole || index > 0 || (short && runs.length === 1));
    const ends = run.kind !== 'dense' && (whole || index < runs.length - 1);
    if (short && !begins) return []; // may be the end of a longer word
    return piecesOf(run).map((piece, at) => ({
      token: tokenOf(begins && at === 0 ? BEGINNING : ANYWHERE, piece),
      prefix: !ends && piece.length < size,
    }));
  });
}

/** Whether a text with the whole grams of this term surely has it as words of its own: with one word that a gram holds, and only then. */
export function isProof(term: string): boolean {
  const [run, ...others] = runsOf(term);
  return others.length === 0 && run?.kind === 'word' && run.points.length < WORD_GRAM;
}

/** Whether very many grams begin so: with one letter or two. */
export function isShort({ token, prefix }: Gram): boolean {
  return prefix && token.slice(2).replace(ESCAPED, '_').length < SHORT;
}

/** A long run piece by piece, the last one as long as the others. */
function piecesOf({ kind, points }: Run): string[][] {
  const size = sizeOf(kind);
  const pieces: string[][] = [];
  for (let at = 0; at + size < points.length; at += size) pieces.push(points.slice(at, at + size));
  pieces.push(points.slice(Math.max(0, points.length - size)));
  return pieces;
}

function sizeOf(kind: Run['kind']): number {
  return kind === 'dense' ? DENSE_GRAM : WORD_GRAM;
}

const HEX_DIGITS = 5;
const ESCAPED = /_[0-9a-f]{5}/g;

const BEGINNING = 'w';
const ANYWHERE = 't';

/**
 * A gram as plain letters and digits, so that no database reads an operator, a stop word or a word that is too short in it (all have two letters
 * in front, the same ones); the beginning of a gram is the beginning of its token.
 */
function tokenOf(kind: typeof BEGINNING | typeof ANYWHERE, points: string[]): string {
  const letters = points.map((point) =>
    /^[a-z0-9]$/.test(point) ? point : `_${point.codePointAt(0)!.toString(16).padStart(HEX_DIGITS, '0')}`,
  );
  return `${kind}x${letters.join('')}`;
}

/** What stands in the index besides: who wrote a message, where it may be read, and what it has. */
export const authorToken = (userId: string): string => `ax${userId.replaceAll('-', '')}`;
export const rootToken = (rootId: string): string => `rx${rootId.replaceAll('-', '')}`;
export const hasToken = (kind: HasKind): string => `hx${kind}`;
