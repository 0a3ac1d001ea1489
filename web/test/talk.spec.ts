import type { Message } from '@parley/client';
import { gist } from '../src/channel/gist.js';
import { piecesOf } from '../src/mentions/pieces.js';
import { calls } from '../src/notify/wants.js';
import { NO_WISHES, withWishes } from '../src/reactions/wishes.js';
import { queryOf } from '../src/search/query.js';
import { snippet } from '../src/search/snippet.js';
import { typingWords } from '../src/typing/words.js';

describe('what is named in a text', () => {
  const named = { people: new Set(['ada', 'j.r']), everyone: new Set(['channel']), channels: new Set(['general']) };
  const kinds = (text: string) => piecesOf(text, named).flatMap(({ kind, text: of }) => (kind === 'text' ? [] : of));

  it('stands out where the server reads it, with the end of a sentence left out', () => {
    expect(kinds('@ada, see #general. @channel!')).toEqual(['@ada', '#general', '@channel']);
    expect(kinds('Ask @j.r. or @Ada-')).toEqual(['@j.r', '@Ada']);
    expect(kinds('mail ada@ada or @adam, not C#general')).toEqual([]);
  });

  it('loses nothing of the text', () => {
    for (const text of ['', '@ada', 'a @ada b #general c', '@@ada #', '@ada@ada'])
      expect(
        piecesOf(text, named)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
  });
});

describe('reactions with what one wishes', () => {
  const held = [{ emoji: '👍', count: 2, userIds: ['ben', 'ada'] }];

  it('S1-29 are as they will be, whatever the server has done of it already', () => {
    expect(withWishes(held, NO_WISHES, 'ada')).toBe(held);
    expect(withWishes(held, new Map([['👍', true]]), 'ada')).toBe(held);
    expect(withWishes(held, new Map([['👍', false]]), 'ada')).toEqual([{ emoji: '👍', count: 1, userIds: ['ben'] }]);
    expect(withWishes(held, new Map([['👍', true]]), 'cleo')).toEqual([
      { emoji: '👍', count: 3, userIds: ['ben', 'ada', 'cleo'] },
    ]);
    expect(withWishes(held, new Map([['🎉', true]]), 'ada').at(-1)).toEqual({
      emoji: '🎉',
      count: 1,
      userIds: ['ada'],
    });
  });

  it('S1-29 lose an emoji with its last person', () => {
    expect(withWishes([{ emoji: '🎉', count: 1, userIds: ['ada'] }], new Map([['🎉', false]]), 'ada')).toEqual([]);
  });
});

describe('words about messages', () => {
  const said = (body: string, more: object = {}) =>
    ({ body, attachments: [], deletedAt: null, ...more }) as unknown as Message;

  it('put a message into one line without the signs of markdown', () => {
    expect(gist(said('> **Good** `morning`,\n- see [here](https://example.org)'))).toBe('Good morning, see here');
    expect(gist(said('snake_case and 2 * 3'))).toBe('snake_case and 2  3'.replace('  ', ' '));
    expect(gist(said('x'.repeat(200)))).toHaveLength(141);
  });

  it('name files where nothing is said, and tell what is gone', () => {
    expect(
      gist(
        said('', {
          attachments: [
            { kind: 'voice', name: 'note.webm' },
            { kind: 'file', name: 'a.pdf' },
          ],
        }),
      ),
    ).toBe('Voice note, a.pdf');
    expect(gist(said('', { deletedAt: '2026-01-01T00:00:00.000Z' }))).toBe('This message was deleted.');
  });

  it('S3-18 say who types', () => {
    expect([[], ['Ada'], ['Ada', 'Ben'], ['Ada', 'Ben', 'Cleo'], [undefined]].map(typingWords)).toEqual([
      undefined,
      'Ada is typing…',
      'Ada and Ben are typing…',
      'Several people are typing…',
      'Somebody is typing…',
    ]);
  });
});

describe('a search', () => {
  const none = { from: '', where: 'team', has: '', after: '', before: '' };

  it('asks in the language of the server, from the chosen day on', () => {
    expect(queryOf(' fair copy ', none, 'general')).toBe('fair copy');
    const all = { from: 'ada', where: 'channel', has: 'link', after: '2026-03-01', before: '2026-04-01' };
    expect(queryOf('', all, 'general')).toBe('from:ada in:general has:link after:2026-02-28 before:2026-04-01');
    expect(queryOf('x', { ...none, where: 'channel' }, undefined)).toBe('x');
  });

  it('shows what was found with some text around', () => {
    const body = `${'so '.repeat(60)}here it is ${'and on '.repeat(60)}`;
    const hit = body.indexOf('here');
    const pieces = snippet(body, [[hit, hit + 4]]);
    expect(pieces.filter(({ isHit }) => isHit)).toEqual([{ text: 'here', isHit: true }]);
    expect(pieces[0]).toEqual({ text: '…', isHit: false });
    expect(pieces.at(-1)).toEqual({ text: '…', isHit: false });
    expect(snippet('all of it', [])).toEqual([{ text: 'all of it', isHit: false }]);
    expect(snippet('ab', [[0, 1], [1, 2]]).map(({ text }) => text)).toEqual(['a', 'b']); // prettier-ignore
  });
});

describe('what calls somebody who looks elsewhere', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  const heard = (message: object, more: object = {}) =>
    calls({
      message: {
        kind: 'text',
        author: { id: 'ben' },
        mentions: { everyone: null, userIds: [] },
        createdAt: '2026-01-01T11:59:58Z',
        ...message,
      } as unknown as Message,
      ...({ me: 'ada', channel: { kind: 'text' }, preferences: { notify: 'mentions', muted: false }, now } as const),
      ...more,
    });
  const mention = { mentions: { everyone: null, userIds: ['ada'] } };

  it('is a mention and a message to oneself, and nothing of what was said before', () => {
    expect(heard({})).toBe(false);
    expect(heard(mention)).toBe(true);
    expect(heard({ mentions: { everyone: 'here', userIds: [] } })).toBe(true);
    expect(heard({}, { channel: { kind: 'direct' }, preferences: { notify: 'all', muted: false } })).toBe(true);
    expect(heard({ ...mention, createdAt: '2026-01-01T11:00:00Z' })).toBe(false);
    expect(heard({ ...mention, author: { id: 'ada' } })).toBe(false);
  });

  it('is what one wants to hear of the channel', () => {
    expect(heard({}, { preferences: { notify: 'all', muted: false } })).toBe(false);
    expect(heard({}, { channel: { kind: 'direct' } })).toBe(false);
    expect(heard(mention, { channel: { kind: 'direct' } })).toBe(true);
    expect(heard(mention, { preferences: { notify: 'none', muted: false } })).toBe(false);
    expect(heard(mention, { preferences: { notify: 'all', muted: true } })).toBe(false);
  });
});
