/** Without case and accents: who looks for Zoë types zoe. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * How well a text answers what was typed: higher is better, undefined not at all. Each word of it must be the beginning of a word, else stand
 * somewhere, else have its letters in this order.
 */
export function score(typed: string, text: string): number | undefined {
  const there = plain(text);
  let sum = 0;
  for (const word of plain(typed).split(/\s+/).filter(Boolean)) {
    const points = scoreWord(word, there);
    if (points === undefined) return undefined;
    sum += points;
  }
  return sum - there.length / 1_000; // of two that answer equally well the shorter
}

function scoreWord(word: string, text: string): number | undefined {
  if (text.startsWith(word)) return 4;
  if (text.split(/[^\p{L}\p{N}]+/u).some((part) => part.startsWith(word))) return 3;
  if (text.includes(word)) return 2;
  let at = -1;
  let gaps = 0;
  for (const letter of word) {
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return undefined;
    if (at >= 0) gaps += next - at - 1;
    at = next;
  }
  return 1 - Math.min(0.9, gaps / 20);
}
