/** What is taken of emojibase-data's `compact.json`. */
export interface EmojiRow {
  unicode: string;
  hexcode: string;
  label: string;
  /** Undefined for the letters of flags, which mean nothing alone. */
  group?: number;
  tags?: string[];
  skins?: { unicode: string; label: string }[];
}

/** By hexcode what an emoji is called between colons. */
export type ShortCodes = Readonly<Record<string, string | string[]>>;

export interface Emoji {
  /** As the server stores it. */
  text: string;
  label: string;
  group: number;
  /** What it is called between colons, the usual one first. */
  codes: readonly string[];
  tags: readonly string[];
  /** By the name of a skin tone, where it has them. */
  tones: Readonly<Record<string, string>> | undefined;
}

/** Pieces that others are made of: hair and skin. */
const COMPONENTS = 2;
const TONE = /: ([a-z-]+) skin tone$/;

/** Names of the skin tones, from light to dark. */
export const skinTones = ['light', 'medium-light', 'medium', 'medium-dark', 'dark'] as const;

/** The headings of the groups, by their number. */
export const groups: readonly { number: number; name: string; sign: string }[] = [
  { number: 0, name: 'Smileys', sign: '😀' },
  { number: 1, name: 'People', sign: '👋' },
  { number: 3, name: 'Animals and nature', sign: '🐻' },
  { number: 4, name: 'Food and drink', sign: '🍎' },
  { number: 5, name: 'Travel and places', sign: '🚗' },
  { number: 6, name: 'Activities', sign: '⚽' },
  { number: 7, name: 'Objects', sign: '💡' },
  { number: 8, name: 'Symbols', sign: '💜' },
  { number: 9, name: 'Flags', sign: '🏁' },
];

/** Makes the set that people choose from, in Unicode's order. */
export function emojiSet(rows: readonly EmojiRow[], codes: ShortCodes): Emoji[] {
  return rows.flatMap(({ unicode, hexcode, label, group, tags = [], skins }) =>
    group === undefined || group === COMPONENTS
      ? []
      : { text: stored(unicode), label, group, codes: [codes[hexcode] ?? []].flat(), tags, tones: tonesOf(skins) },
  );
}

/** Of two people only those of the same tone: one tone is what is chosen. */
function tonesOf(skins: EmojiRow['skins']): Emoji['tones'] {
  if (!skins) return undefined;
  return Object.fromEntries(
    skins.flatMap(({ unicode, label }) => {
      const tone = TONE.exec(label)?.[1];
      return tone === undefined || label.includes(',') ? [] : [[tone, stored(unicode)]];
    }),
  );
}

/** The style selector stands in the data also where Unicode needs none; the server leaves it out there. */
function stored(unicode: string): string {
  return unicode.replace(/(\p{Emoji_Presentation})\uFE0F/gu, '$1');
}

/** What fits the words, the best first: by code, then by name, then by what it is about. */
export function findEmoji(set: readonly Emoji[], words: string, limit: number): Emoji[] {
  const wanted = words.trim().toLowerCase().replace(/^:|:$/g, '');
  if (wanted === '') return [];
  const ranked = set.flatMap((emoji) => {
    const rank = rankOf(emoji, wanted);
    return rank === undefined ? [] : [{ emoji, rank }];
  });
  ranked.sort((a, b) => a.rank - b.rank); // stable: else as Unicode has them
  return ranked.slice(0, limit).map(({ emoji }) => emoji);
}

function rankOf({ text, label, codes, tags }: Emoji, wanted: string): number | undefined {
  if (text === wanted || codes.includes(wanted)) return 0;
  if (codes.some((code) => code.startsWith(wanted))) return 1;
  const name = label.toLowerCase();
  if (name.startsWith(wanted)) return 2;
  const parts = wanted.split(/[\s_]+/);
  const own = [...name.split(/[\s:-]+/), ...codes.flatMap((code) => code.split('_'))];
  if (parts.every((part) => own.some((word) => word.startsWith(part)))) return 3;
  if (parts.every((part) => [...own, ...tags].some((word) => word.startsWith(part)))) return 4;
  return wanted.length > 2 && (name.includes(wanted) || tags.some((tag) => tag.includes(wanted))) ? 5 : undefined;
}

/** An emoji in somebody's skin tone, where it has tones. */
export function toned({ text, tones }: Emoji, tone: string): string {
  return tones?.[tone] ?? text;
}
