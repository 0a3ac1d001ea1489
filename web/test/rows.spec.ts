import type { Message } from '@parley/client';
import { rowsOf } from '../src/timeline/rows.js';

const start = new Date(2026, 0, 5, 12).getTime();
const minute = 60_000;

function message(seq: number, author: string, minutes: number, kind: 'text' | 'system' = 'text'): Message {
  const createdAt = new Date(start + minutes * minute).toISOString();
  return { id: `m${seq}`, seq, kind, author: { id: author }, createdAt } as Message;
}

const messages = [
  message(1, 'ada', 0),
  message(2, 'ada', 4),
  message(3, 'ben', 5),
  message(4, 'ada', 6, 'system'),
  message(5, 'ben', 7),
  message(6, 'ben', 24 * 60),
];

const show = (given: Partial<Parameters<typeof rowsOf>[0]>) =>
  rowsOf({ messages, pending: [], isWhole: false, newAfter: undefined, userId: 'ada', ...given });

describe('the rows of a conversation', () => {
  it('stand under one name when one person says several things within minutes, and never across days or events', () => {
    const leads = show({}).map((row) => row.kind === 'message' && row.leads);
    expect(leads).toEqual([true, false, true, true, true, true]);
  });

  it('begin a day where it begins', () => {
    const days = show({}).map((row) => row.kind === 'message' && row.day !== undefined);
    expect(days).toEqual([true, false, false, false, false, true]);
  });

  it('say where what is new begins: with what somebody else said, and under a name of its own', () => {
    const first = (newAfter: number, userId = 'ada') =>
      show({ newAfter, userId }).flatMap((row) =>
        row.kind === 'message' && row.isFirstNew ? [row.key, row.leads] : [],
      );
    expect(first(1)).toEqual(['m3', true]);
    expect(first(3)).toEqual(['m5', true]);
    expect(first(0, 'ben')).toEqual(['m1', true]);
    expect(first(1, 'ben')).toEqual(['m2', true]);
    expect(first(6)).toEqual([]);
  });

  it('have the beginning before them when there is nothing else, and what is on its way after them', () => {
    const pending = { nonce: 'n', createdAt: new Date(start + 24 * 60 * minute + minute).toISOString() } as never;
    const rows = show({ isWhole: true, pending: [pending], userId: 'ben' });
    expect([rows[0]?.kind, rows.at(-1)]).toEqual(['beginning', { key: 'n', kind: 'pending', pending, leads: false }]);
  });
});
