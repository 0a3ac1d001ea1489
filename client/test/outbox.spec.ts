import { jest } from '@jest/globals';
import { ParleyError, memoryStorage, type ClientLocks, type ClientStorage, type Message } from '../src/index.js';
import { settingsOf } from '../src/options.js';
import { Outbox } from '../src/outbox.js';
import { emptyState } from '../src/store/state.js';
import { Store } from '../src/store/store.js';
import { emptyTimeline, opened } from '../src/store/timeline.js';
import { message } from './model-things.js';
import { timing } from './timing.js';

const author = { id: 'me', username: 'me', displayName: 'Me', avatarId: null, status: null, version: 1 };
const me = {
  ...author,
  email: 'me@example.org',
  emailVerified: true,
  isOwner: false,
  availability: 'auto' as const,
  secondFactor: false,
  lastChannelId: null,
  createdAt: '',
};
interface Try {
  body: string | undefined;
  nonce: string;
  mediaIds: string[] | undefined;
  answer(message?: Partial<Message>): Promise<void>;
  refuse(status: number, extra?: object): Promise<void>;
}

/** An outbox whose tries a test answers by hand. */
function bench(storage = memoryStorage(), locks = settingsOf({ url: '' }).locks) {
  const store = new Store();
  const window = { fromSeq: 1, messages: [], hasBefore: false, hasAfter: false };
  store.update(() => ({ ...emptyState, me, timelines: { c: { ...opened(emptyTimeline), window } } }));
  const tries: Try[] = [];
  let seq = 0;
  const outbox = new Outbox(
    store,
    ({ body, nonce, mediaIds }) =>
      new Promise((resolve, reject) => {
        tries.push({
          body,
          nonce,
          mediaIds,
          answer: async (change = {}) => {
            resolve(stored(nonce, body, { seq: (seq += 1), ...change }));
            await jest.advanceTimersByTimeAsync(0);
          },
          refuse: async (status, extra = {}) => {
            reject(new ParleyError({ code: `code.${status}`, status, title: 'no', ...extra }));
            await jest.advanceTimersByTimeAsync(0);
          },
        });
      }),
    { storage, storagePrefix: 'parley', locks, timing },
  );
  return { outbox, store, tries, storage };
}

function stored(nonce: string, body = '', change: Partial<Message> = {}): Message {
  return { ...message('c', 1, author, 'nobody'), id: `id ${nonce}`, body, nonce, ...change };
}

/** A storage that takes its time, as IndexedDB does. */
function slowStorage(): ClientStorage {
  const items = memoryStorage();
  const later = () => new Promise((resolve) => setTimeout(resolve, 5));
  return {
    getItem: (key) => later().then(() => items.getItem(key)),
    setItem: (key, value) => later().then(() => items.setItem(key, value)),
    removeItem: (key) => later().then(() => items.removeItem(key)),
  };
}

async function read(storage: ClientStorage): Promise<string | null> {
  const reading = storage.getItem('parley.outbox.me');
  await jest.advanceTimersByTimeAsync(10);
  return reading;
}

function oneAfterAnother(): ClientLocks {
  let turn: Promise<unknown> = Promise.resolve();
  return {
    request: <T>(_name: string, work: () => Promise<T>): Promise<T> => {
      const mine = turn.then(work);
      turn = mine.catch(() => undefined /* told to whoever asked */);
      return mine;
    },
  };
}

describe('the outbox', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('shows a message at once as pending under a lower-case UUID, and then once in its place', async () => {
    const { outbox, store, tries } = bench();
    const { nonce, delivered } = outbox.send({ channelId: 'c', body: 'hello' });
    expect(nonce).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(store.state.pending).toMatchObject([{ nonce, body: 'hello', status: 'sending' }]);
    await tries[0]!.answer();
    await expect(delivered).resolves.toMatchObject({ nonce, seq: 1 });
    expect(store.state.pending).toEqual([]);
    expect(store.state.timelines.c!.window!.messages).toMatchObject([{ nonce }]);
  });

  it('keeps the order of a channel: the next goes when the one before is through; channels do not wait for each other', async () => {
    const { outbox, tries } = bench();
    outbox.send({ channelId: 'c', body: '1' });
    outbox.send({ channelId: 'c', body: '2' });
    outbox.send({ channelId: 'd', body: 'other channel' });
    expect(tries.map(({ body }) => body)).toEqual(['1', 'other channel']);
    await tries[0]!.refuse(503);
    await jest.advanceTimersByTimeAsync(600);
    expect(tries.map(({ body }) => body)).toEqual(['1', 'other channel', '1']);
    expect(tries[2]!.nonce).toBe(tries[0]!.nonce);
    await tries[2]!.answer();
    expect(tries.map(({ body }) => body)).toEqual(['1', 'other channel', '1', '2']);
  });

  it.each([
    [0, 'no answer'],
    [408, 'a time-out'],
    [429, 'too much at once'],
    [500, 'trouble'],
    [503, 'a database that is down'],
  ])('tries again after %i (%s), with the same nonce and growing waits', async (status) => {
    const { outbox, store, tries } = bench();
    const { nonce } = outbox.send({ channelId: 'c', body: 'x' });
    for (let count = 1; count <= 6; count += 1) {
      expect(tries).toHaveLength(count);
      await tries[count - 1]!.refuse(status);
      await jest.advanceTimersByTimeAsync(Math.min(10_000, 500 * 2 ** (count - 1)));
    }
    expect(new Set(tries.map((one) => one.nonce))).toEqual(new Set([nonce]));
    expect(store.state.pending).toMatchObject([{ status: 'sending' }]);
    outbox.wake();
  });

  it('waits as long as the server asks for, and no longer once the connection is back', async () => {
    const { outbox, tries } = bench();
    outbox.send({ channelId: 'c', body: 'x' });
    await tries[0]!.refuse(429, { retryAfter: 30 });
    await jest.advanceTimersByTimeAsync(29_000);
    expect(tries).toHaveLength(1);
    outbox.wake();
    expect(tries).toHaveLength(2);
  });

  it.each([400, 403, 404, 409, 413])(
    'keeps a message that was refused with %i, goes on with the next, and can send it again',
    async (status) => {
      const { outbox, store, tries } = bench();
      const first = outbox.send({ channelId: 'c', body: 'refused' });
      outbox.send({ channelId: 'c', body: 'next' });
      await tries[0]!.refuse(status);
      await expect(first.delivered).rejects.toMatchObject({ status });
      expect(store.state.pending).toMatchObject([{ status: 'failed', error: { status } }, { status: 'sending' }]);
      expect(tries.map(({ body }) => body)).toEqual(['refused', 'next']);
      await tries[1]!.answer();
      const again = outbox.retry(first.nonce);
      expect(tries[2]).toMatchObject({ body: 'refused', nonce: first.nonce });
      await tries[2]!.answer();
      await expect(again.delivered).resolves.toMatchObject({ nonce: first.nonce });
      expect(() => outbox.retry(first.nonce)).toThrow(RangeError);
    },
  );

  it('takes the fact for an acknowledgement when it comes first', async () => {
    const { outbox, store, tries } = bench();
    const { nonce, delivered } = outbox.send({ channelId: 'c', body: 'x' });
    outbox.send({ channelId: 'c', body: 'next' });
    outbox.heard(stored(nonce, 'x', { author: { ...author, id: 'somebody else' } }));
    await jest.advanceTimersByTimeAsync(0);
    expect(tries).toHaveLength(1);
    outbox.heard(stored(nonce, 'x'));
    await expect(delivered).resolves.toMatchObject({ nonce });
    await jest.advanceTimersByTimeAsync(0);
    expect(tries.map(({ body }) => body)).toEqual(['x', 'next']);
    expect(store.state.pending).toMatchObject([{ body: 'next' }]);
    await tries[0]!.refuse(503); // the answer that nobody waits for any more
    expect(store.state.pending).toMatchObject([{ body: 'next', status: 'sending' }]);
  });

  it('shows an acknowledged message as sent until its neighbours are there, so that it neither vanishes nor makes a hole', async () => {
    const { outbox, store, tries } = bench();
    const { nonce } = outbox.send({ channelId: 'c', body: 'mine' });
    await tries[0]!.answer({ seq: 2 });
    expect(store.state.pending).toMatchObject([{ nonce, status: 'sent' }]);
    expect(store.state.timelines.c!.window!.messages).toEqual([]);
  });

  it('keeps what is unsent in the storage, by person, and goes on with it under the same nonces', async () => {
    const first = bench();
    await first.outbox.begin('me');
    const refused = first.outbox.send({ channelId: 'c', body: 'refused', replyToId: 'r' });
    const waiting = first.outbox.send({ channelId: 'c', body: 'waiting' });
    const fields = [{ field: 'body', rule: 'maxLength', message: 'A message is too long' }];
    await first.tries[0]!.refuse(403, { detail: 'of this case', fields });
    await first.outbox.end('client.closed');
    await expect(waiting.delivered).rejects.toMatchObject({ code: 'client.closed' });

    const other = bench(first.storage);
    await other.outbox.begin('somebody else');
    expect(other.store.state.pending).toEqual([]);

    const second = bench(first.storage);
    await second.outbox.begin('me');
    expect(second.store.state.pending).toMatchObject([
      {
        ...{ nonce: refused.nonce, status: 'failed', replyToId: 'r' },
        error: { code: 'code.403', status: 403, detail: 'of this case', fields },
      },
      { nonce: waiting.nonce, status: 'sending' },
    ]);
    expect(second.tries).toMatchObject([{ body: 'waiting', nonce: waiting.nonce }]);
    await second.tries[0]!.answer();
    second.outbox.discard(refused.nonce);
    await second.outbox.end('client.closed');
    expect(await first.storage.getItem('parley.outbox.me')).toBeNull();
  });

  it('sends what was uploaded along, after a reload too, and again when it was refused', async () => {
    const first = bench();
    await first.outbox.begin('me');
    const mediaIds = ['m1', 'm2'];
    const { nonce } = first.outbox.send({ channelId: 'c', mediaIds });
    first.outbox.send({ channelId: 'c', body: 'nothing', mediaIds: [] });
    mediaIds.push('changed afterwards');
    expect(first.tries).toMatchObject([{ body: '', mediaIds: ['m1', 'm2'] }]);
    await first.outbox.end('client.closed');

    const second = bench(first.storage);
    await second.outbox.begin('me');
    expect(second.store.state.pending[0]).toMatchObject({ nonce, body: '', mediaIds: ['m1', 'm2'] });
    expect(second.store.state.pending[1]).not.toHaveProperty('mediaIds');
    await second.tries[0]!.refuse(409);
    second.outbox.retry(nonce);
    await second.tries[1]!.answer();
    expect(second.tries.map((one) => one.mediaIds)).toEqual([['m1', 'm2'], undefined, ['m1', 'm2']]);
  });

  it('two tabs share one list: none overwrites what the other has to send, and what is through is gone for both', async () => {
    const storage = slowStorage();
    const locks = oneAfterAnother();
    const [one, two] = [bench(storage, locks), bench(storage, locks)];
    const begun = Promise.all([one, two].map(({ outbox }) => outbox.begin('me')));
    await jest.advanceTimersByTimeAsync(100);
    await begun;
    const first = one.outbox.send({ channelId: 'c', body: 'from the first' });
    const second = two.outbox.send({ channelId: 'c', body: 'from the second' });
    const third = one.outbox.send({ channelId: 'd', body: 'refused' });
    await one.tries[1]!.refuse(403);
    await jest.advanceTimersByTimeAsync(100);

    const later = bench(storage, locks);
    const beginning = later.outbox.begin('me');
    await jest.advanceTimersByTimeAsync(100);
    await beginning;
    const left = later.store.state.pending.map(({ nonce }) => nonce);
    expect(new Set(left)).toEqual(new Set([first.nonce, second.nonce, third.nonce]));
    // Whichever tab sends it, it goes under the nonce that the server stores once.
    expect(left).toContain(later.tries[0]!.nonce);

    await one.tries[0]!.answer();
    one.outbox.discard(third.nonce);
    await jest.advanceTimersByTimeAsync(100);
    expect(JSON.parse((await read(storage))!)).toMatchObject([{ nonce: second.nonce }]);
    two.outbox.discard(second.nonce);
    await jest.advanceTimersByTimeAsync(100);
    expect(await read(storage)).toBeNull();
  });

  it('forgets what is unsent on log-out', async () => {
    const { outbox, storage } = bench();
    await outbox.begin('me');
    outbox.send({ channelId: 'c', body: 'never sent' });
    await outbox.end('client.signed_out', { forget: true });
    expect(await storage.getItem('parley.outbox.me')).toBeNull();
  });
});
