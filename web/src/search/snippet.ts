/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  text: string;
  isHit: boolean;
}

/** Characters shown before the first hit and after it. */
const BEFORE = 40;
const AFTER = 200;

/** What is shown of a message that was found: around the first hit, with all hits in it set apart. `hits`: sorted pairs of start and end. */
export function snippet(body: string, hits: readonly (readonly number[])[]): Piece[] {
  const first = hits[0]?.[0] ?? 0;
  const start = first > BEFORE ? wordAt(body, first - BEFORE) : 0;
  const end = Math.min(body.length, first + AFTER);
  const pieces: Piece[] = start > 0 ? [{ text: '…', isHit: false }] : [];
  let at = start;
  for (const [from = 0, to = 0] of hits) {
    if (from < at || to > end) continue;
    pieces.push({ text: body.slice(at, from), isHit: false }, { text: body.slice(from, to), isHit: true });
    at = to;
  }
  pieces.push({ text: body.slice(at, end), isHit: false });
  if (end < body.length) pieces.push({ text: '…', isHit: false });
  return pieces.filter(({ text }) => text !== '');
}

/** Where the next word begins, if one does soon. */
function wordAt(body: string, from: number): number {
  const gap = body.slice(from, from + BEFORE).search(/\s/);
  return gap < 0 ? from : from + gap + 1;
}
