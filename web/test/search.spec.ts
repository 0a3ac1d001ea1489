import { queryOf } from '../src/search/query.js';
import { snippet } from '../src/search/snippet.js';

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
