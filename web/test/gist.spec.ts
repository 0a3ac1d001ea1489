import type { Message } from '@parley/client';
import { gist } from '../src/message/gist.js';

describe('a message in one line', () => {
  const said = (body: string, more: object = {}) =>
    ({ body, attachments: [], deletedAt: null, ...more }) as unknown as Message;

  it('is without the signs of markdown', () => {
    expect(gist(said('> **Good** `morning`,\n- see [here](https://example.org)'))).toBe('Good morning, see here');
    expect(gist(said('snake_case and 2 * 3'))).toBe('snake_case and 2  3'.replace('  ', ' '));
    expect(gist(said('x'.repeat(200)))).toHaveLength(141);
  });

  it('names files where nothing is said, and tells what is gone', () => {
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
});
