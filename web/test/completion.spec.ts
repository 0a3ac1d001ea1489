import type { User } from '@parley/client';
import { channelsFor, peopleFor } from '../src/completion/people.js';
import { triggerAt } from '../src/completion/trigger.js';

const at = (text: string) => triggerAt(text, text.length);

describe('the beginning of a word that can be completed', () => {
  it.each([
    ['@', { kind: 'person', query: '', from: 0, to: 1 }],
    ['Hello @Ada', { kind: 'person', query: 'ada', from: 6, to: 10 }],
    ['(@ada.l', { kind: 'person', query: 'ada.l', from: 1, to: 7 }],
    ['see #en', { kind: 'channel', query: 'en', from: 4, to: 7 }],
    ['fine :ta', { kind: 'emoji', query: 'ta', from: 5, to: 8 }],
    ['**@ada', { kind: 'person', query: 'ada', from: 2, to: 6 }],
  ])('is found in %j', (text, expected) => {
    expect(at(text)).toEqual(expected);
  });

  it.each(['ada@example', 'at 10:30', ':)', ':t', '@ada ', 'C#', '`@ada', '```\n@ada', 'https://example.org/#top'])(
    'is not found in %j',
    (text) => {
      expect(at(text)).toBeUndefined();
    },
  );

  it('is looked for at the caret and not at the end', () => {
    expect(triggerAt('@ada is here', 3)).toEqual({ kind: 'person', query: 'ad', from: 0, to: 3 });
    expect(triggerAt('`code` @a', 9)?.query).toBe('a');
    expect(triggerAt('```\ncode\n```\n@a', 15)?.query).toBe('a');
  });
});

describe('people and channels for a beginning', () => {
  const person = (id: string, username: string, displayName: string) => ({ id, username, displayName }) as User;
  const people = [
    person('1', 'ada', 'Ada Lovelace'),
    person('2', 'adam', 'Adam Smith'),
    person('3', 'mary', 'Mary Ada Somerville'),
    person('4', 'blaise', 'Blaise Pascal'),
  ];
  const names = (query: string, spoken: string[] = []) =>
    peopleFor(people, query, spoken).map(({ username }) => username);

  it('are those whose name or username has a word that begins so', () => {
    expect(names('ad')).toEqual(['ada', 'adam', 'mary']);
    expect(names('smi')).toEqual(['adam']);
    expect(names('zz')).toEqual([]);
  });

  it('put those first who spoke last, and the middle of words behind its beginnings', () => {
    expect(names('ad', ['3', '2'])).toEqual(['mary', 'adam', 'ada']);
    expect(names('as', ['4'])).toEqual(['blaise']);
    expect(names('', ['4'])[0]).toBe('blaise');
  });

  it('offer channels by short name and name', () => {
    const channels = [
      { slug: 'mill', name: 'Engine room' },
      { slug: 'engine-drawings', name: 'Drawings' },
      { slug: 'general', name: 'General' },
    ];
    expect(channelsFor(channels, 'eng').map(({ slug }) => slug)).toEqual(['mill', 'engine-drawings']);
    expect(channelsFor(channels, 'draw').map(({ slug }) => slug)).toEqual(['engine-drawings']);
  });
});
