import { fold } from './folded-text.js';

/** `file` is anything that hangs on it, pictures and voice notes as well. */
export const hasKinds = ['link', 'reaction', 'pin', 'thread', 'mention', 'file', 'image', 'voice'] as const;
export type HasKind = (typeof hasKinds)[number];

/** What somebody looks for. */
export interface SearchQuery {
  /** Folded texts that all must occur, and those that must not. */
  terms: string[];
  without: string[];
  /** Usernames (or `me`), of whom one must be the author. */
  from: string[];
  /** Slugs of channels, or `@username` for a DM, of which one must be the place. */
  in: string[];
  has: HasKind[];
  /** Sent before this day begins, and after this day ended: UTC. */
  before: Date | undefined;
  after: Date | undefined;
}

/** A phrase in quotation marks, of which the last may be missing, or what stands between gaps. */
const PART = /(-?)"([^"]+)(?:"|$)|(\S+)/gu;
const OPERATOR = /^(from|in|has|before|after):(.+)$/iu;
const DAY = /^\d{4}-\d\d-\d\d$/;
const DAY_MS = 86_400_000;

/** Reads what somebody typed. Nothing in it is an error: what is no operator is looked for as it stands. */
export function parseQuery(text: string): SearchQuery {
  const query: SearchQuery = {
    ...{ terms: [], without: [], from: [], in: [], has: [] },
    ...{ before: undefined, after: undefined },
  };
  for (const [, minus, phrase, word] of text.matchAll(PART)) {
    if (phrase !== undefined) addTerm(minus ? query.without : query.terms, phrase);
    else if (!readOperator(query, word!)) addWord(query, word!);
  }
  return query;
}

function addWord(query: SearchQuery, word: string): void {
  if (word.length > 1 && word.startsWith('-')) addTerm(query.without, word.slice(1));
  else addTerm(query.terms, word);
}

function addTerm(terms: string[], text: string): void {
  const term = fold(text).text.trim();
  if (term !== '' && !terms.includes(term)) terms.push(term);
}

/** Answers whether it was one. */
function readOperator(query: SearchQuery, word: string): boolean {
  const [, name = '', value = ''] = OPERATOR.exec(word) ?? [];
  const given = value.toLowerCase();
  switch (name.toLowerCase()) {
    case 'from':
      query.from.push(given.replace(/^@/, ''));
      return true;
    case 'in':
      query.in.push(given.replace(/^#/, ''));
      return true;
    case 'has':
      return readHas(query, given);
    case 'before':
    case 'after':
      return readDay(query, name.toLowerCase() as 'before' | 'after', given);
    default:
      return false;
  }
}

function readHas(query: SearchQuery, given: string): boolean {
  const kind = hasKinds.find((one) => one === given);
  if (kind) query.has.push(kind);
  return kind !== undefined;
}

function readDay(query: SearchQuery, side: 'before' | 'after', given: string): boolean {
  const day = new Date(`${given}T00:00:00.000Z`);
  if (!DAY.test(given) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== given) return false;
  query[side] = side === 'before' ? day : new Date(day.getTime() + DAY_MS);
  return true;
}
