import { textOf } from './markdown-text.js';
import type { Mentions } from './message.wire.js';

/** What a message says that may be mentions. */
export interface Spoken {
  everyone: Mentions['everyone'];
  /** Who may be meant by each `@`, in order: the first of the spellings that somebody has. */
  people: string[][];
}

const NOTHING: Spoken = { everyone: null, people: [] };

/** More different ones than may be meant, so that some nobody has do not keep out the others; few enough to look up for a whole set. */
const MAX_PEOPLE = 100;
const MAX_SPELLINGS = 4;

/** What is no end of a name can stand before it as well: `ada@example.org` mentions nobody. Scripts that put no blanks between words are left out. */
const BEFORE = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Nd}.+@-]/u;
const NAME = /[A-Za-z0-9._-]/;
const FIRST = /[A-Za-z0-9]/;
const LOOSE_END = /[._-]$/;
const MAX_NAME = 32;
const MIN_NAME = 2;

/** Finds `@name`, `@channel` and `@here` in what markdown says aloud, in time in proportion to it. */
export function spokenMentions(markdown: string): Spoken {
  if (!markdown.includes('@')) return NOTHING;
  const text = textOf(markdown);
  const people = new Map<string, string[]>();
  let everyone: Mentions['everyone'] = null;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const spellings = spellingsAt(text, at);
    if (spellings.includes('channel')) everyone = 'channel';
    else if (spellings.includes('here')) everyone ??= 'here';
    else if (spellings.length > 0 && people.size < MAX_PEOPLE) people.set(spellings[0]!, spellings);
  }
  return { everyone, people: [...people.values()] };
}

/** How the name after an `@` can be read: names may end in punctuation, and so may sentences. */
function spellingsAt(text: string, at: number): string[] {
  let end = at + 1;
  while (end < text.length && NAME.test(text[end]!)) end += 1;
  if (text[end] === '@' || isInWord(text, at) || !FIRST.test(text[at + 1] ?? '')) return [];
  const whole = text.slice(at + 1, end).toLowerCase();
  const spellings: string[] = [];
  let name = whole;
  for (; LOOSE_END.test(name) && spellings.length < MAX_SPELLINGS - 1; name = name.slice(0, -1)) spellings.push(name);
  spellings.push(withoutEnd(name));
  return spellings.filter(({ length }) => length >= MIN_NAME && length <= MAX_NAME);
}

function withoutEnd(name: string): string {
  let end = name.length;
  while (LOOSE_END.test(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end);
}

/** Whether a word goes on at the `@`. Underscores before it may be emphasis. */
function isInWord(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === '_') before -= 1;
  return before >= 0 && BEFORE.test(text[before]!);
}
