import type { Message } from '@parley/client';
import { calls } from '../src/notify/wants.js';

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
