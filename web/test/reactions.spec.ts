import { NO_WISHES, withWishes } from '../src/reactions/wishes.js';

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
