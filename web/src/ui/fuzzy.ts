/** So many letters of a word may be left out. */
const SLIPS = 2;

/** Without case and accents: who looks for Zoë types zoe. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * How well a text answers what was typed: higher is better, undefined not at all. Best is its beginning, then the beginning of a word, then anything in
 * it, then the beginnings of several words (`enro` for Engine room), then a word with letters left out.
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
  if (text.startsWith(word)) return 5;
  const parts = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (parts.some((part) => part.startsWith(word))) return 4;
  if (text.includes(word)) return 3;
  if (isMadeOfBeginnings(word, parts)) return 2;
  return word.length > SLIPS && parts.some((part) => isNearly(word, part)) ? 1 : undefined;
}

function isMadeOfBeginnings(word: string, parts: readonly string[]): boolean {
  if (word === '') return true;
  return parts.some((part, index) => {
    let length = 0;
    while (length < word.length && part[length] === word[length]) length += 1;
    const rest = parts.slice(index + 1);
    for (; length > 0; length -= 1) if (isMadeOfBeginnings(word.slice(length), rest)) return true;
    return false;
  });
}

/** Whether a part of the text begins with the word's letters in their order, with few others between them. */
function isNearly(word: string, part: string): boolean {
  let at = 0;
  for (const letter of word) {
    at = part.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return part[0] === word[0] && at - word.length <= SLIPS;
}
