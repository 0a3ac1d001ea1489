/** What may be chosen beside the words. Empty: anything. */
export interface Filters {
  /** A username. */
  from: string;
  /** `channel`, `team` or `all`. */
  where: string;
  /** What the server knows that a message may have. */
  has: string;
  /** Days, as `2026-12-31`. */
  after: string;
  before: string;
}

/** Kinds that `has:` knows, with what people call them. */
export const hasKinds: readonly (readonly [kind: string, name: string])[] = [
  ['link', 'a link'],
  ['file', 'a file'],
  ['image', 'a picture'],
  ['voice', 'a voice note'],
  ['reaction', 'a reaction'],
  ['pin', 'a pin'],
  ['thread', 'a thread'],
  ['mention', 'a mention'],
];

/** The words with what was chosen, in the language of the server's search. `channelName`: what `in:` calls the conversation around. */
export function queryOf(words: string, filters: Filters, channelName: string | undefined): string {
  const { from, where, has, after, before } = filters;
  const operators = [
    from && `from:${from}`,
    where === 'channel' && channelName !== undefined && `in:${channelName}`,
    has && `has:${has}`,
    after && `after:${dayBefore(after)}`,
    before && `before:${before}`,
  ];
  return [words.trim(), ...operators].filter(Boolean).join(' ');
}

/** The server's `after:` leaves the day itself out; “from this day on” is what people mean. */
function dayBefore(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
