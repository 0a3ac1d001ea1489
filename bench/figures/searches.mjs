// What people look for: of each kind many different ones.
import { people } from './world.mjs';
import { textOf, WORDS } from './words.mjs';

/** Kinds of queries by name; each makes the n-th of its kind. */
export const searches = (messages) => {
  const wordsOf = (n) => textOf(5 + 100 * ((n * 7919) % Math.floor(messages / 100))).split(' ');
  const two = (n) => wordsOf(n).slice(1, 3).join(' ');
  return {
    'common word': (n) => WORDS[n % 20],
    word: (n) => WORDS[100 + 13 * (n % 100)],
    'rare word': (n) => WORDS[WORDS.length - 1 - (n % 500)],
    'two words': (n) => `${WORDS[n % 50]} ${WORDS[50 + (n % 333)]}`,
    phrase: (n) => `"${two(n)}"`,
    'part of a word': (n) => WORDS[(n * 37) % 3_000].slice(1),
    'beginning of a word': (n) => WORDS[(n * 37) % 3_000].slice(0, 3),
    'from:': (n) => `from:${people[n % people.length].name} ${WORDS[n % 200]}`,
    'in:': (n) => `in:room${1 + (n % 99)} ${WORDS[n % 200]}`,
    'from: in: has:': (n) => `from:${people[n % 50].name} in:room${1 + (n % 99)} has:reaction`,
    Japanese: (n) => ['会議', '東京', '明日の', '予定を', '写真', '音楽が学校'][n % 6],
    nothing: (n) => `qqq${n} ${WORDS[n % 50]}`,
  };
};
