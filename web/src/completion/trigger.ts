/** The beginning of a word that can be completed. */
export interface Trigger {
  kind: 'person' | 'channel' | 'emoji';
  /** What is written after the sign. */
  query: string;
  /** Where the sign stands, and where the caret does. */
  from: number;
  to: number;
}

const kinds = { '@': 'person', '#': 'channel', ':': 'emoji' } as const;
/** Names and codes are shorter, and a whole page need not be looked at with every key. */
const LONGEST = 40;
/** A sign in a word is none: of an address, a time. */
const BEGUN = /(?:^|[\s([{"'*_~>])([@#:])([\p{L}\p{N}._+-]*)$/u;
/** `:)` is a face already, and after one letter there are too many. */
const SHORTEST_CODE = 2;

/** What is being written at the caret, if it begins like somebody's name, a channel or an emoji; nothing in code. */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const before = text.slice(0, caret);
  const [, sign, query] = BEGUN.exec(before.slice(-LONGEST)) ?? [];
  if (sign === undefined || query === undefined || isInCode(before)) return undefined;
  const kind = kinds[sign as keyof typeof kinds];
  if (kind === 'emoji' && query.length < SHORTEST_CODE) return undefined;
  return { kind, query: query.toLowerCase(), from: caret - query.length - 1, to: caret };
}

function isInCode(before: string): boolean {
  const fences = before.split(/^```/mu).length - 1;
  if (fences % 2 === 1) return true;
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (line.split('`').length - 1) % 2 === 1;
}
