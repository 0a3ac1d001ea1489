import { jest } from '@jest/globals';
import { memoryStorage } from '../src/index.js';
import { StateShelf } from '../src/state-shelf.js';
import { excerptOf } from '../src/store/excerpt.js';
import { emptyState, type State } from '../src/store/state.js';
import { Store } from '../src/store/store.js';
import { emptyTimeline, opened, type Timeline } from '../src/store/timeline.js';
import { message } from './model-things.js';
import { timing } from './timing.js';

const author = { id: 'me', username: 'me', displayName: 'Me', avatarId: null, status: null, version: 1 };

function bench(storage = memoryStorage()) {
  const store = new Store();
  const settings = { storage, storagePrefix: 'parley', keepState: true, timing };
  return { store, storage, shelf: new StateShelf(store, settings) };
}

/** An open channel whose newest message was written in this minute. */
function conversation(channelId: string, count: number, minute = 0): Timeline {
  const messages = Array.from({ length: count }, (_, index) => ({
    ...message(channelId, index + 1, author, 'nobody'),
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
  }));
  return {
    ...opened(emptyTimeline),
    seq: count,
    counted: count,
    window: { fromSeq: 1, messages, hasBefore: false, hasAfter: false },
  };
}

const seen: State = {
  ...emptyState,
  epoch: 'e1',
  positions: { 'channel:c': 3 },
  timelines: { c: conversation('c', 3) },
};

describe('what is kept of the state', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('is there for the same person and nobody else, and is written at most once in a while', async () => {
    const first = bench();
    const write = jest.spyOn(first.storage, 'setItem');
    expect(await first.shelf.open('me')).toBeUndefined();
    first.store.update(() => ({ ...seen, epoch: null })); // nothing is known before the first answer
    await jest.advanceTimersByTimeAsync(1_000);
    expect(write).not.toHaveBeenCalled();
    for (let position = 4; position < 100; position += 1)
      first.store.update((state) => ({ ...state, epoch: 'e1', positions: { 'channel:c': position } }));
    await jest.advanceTimersByTimeAsync(1_000);
    expect(write).toHaveBeenCalledTimes(1);

    expect(await bench(first.storage).shelf.open('other')).toBeUndefined();
    const kept = await bench(first.storage).shelf.open('me');
    expect(kept).toEqual(excerptOf(first.store.state));
    expect(kept?.positions).toEqual({ 'channel:c': 99 });
  });

  it('is gone when one signs out, and nothing is written afterwards', async () => {
    const { shelf, store, storage } = bench();
    await shelf.open('me');
    store.update(() => seen);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(await storage.getItem('parley.state.me')).not.toBeNull();
    store.update((state) => ({ ...state, positions: {} }));
    await shelf.close({ forget: true });
    store.update(() => emptyState);
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await storage.getItem('parley.state.me')).toBeNull();
  });

  it('is written down at once when the client is closed', async () => {
    const { shelf, store, storage } = bench();
    await shelf.open('me');
    store.update(() => seen);
    await shelf.close({ forget: false });
    expect(await bench(storage).shelf.open('me')).toEqual(excerptOf(seen));
  });

  it('is not read when another version of the SDK wrote it', async () => {
    const storage = memoryStorage();
    await storage.setItem('parley.state.me', JSON.stringify({ shape: 0, state: seen }));
    expect(await bench(storage).shelf.open('me')).toBeUndefined();
  });

  it('has the newest 50 messages of the 20 newest conversations, and the counters of all', () => {
    const timelines = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`c${index}`, conversation(`c${index}`, 120, index)]),
    );
    const kept = excerptOf({ ...seen, timelines }).timelines;
    const withMessages = Object.entries(kept).filter(([, { window }]) => window);
    expect(withMessages.map(([id]) => id).sort()).toEqual(
      Array.from({ length: 20 }, (_, index) => `c${index + 10}`).sort(),
    );
    expect(kept.c29?.window).toMatchObject({ fromSeq: 71, hasBefore: true });
    expect(kept.c29?.window?.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, i) => i + 71));
    expect(kept.c0).toMatchObject({ seq: 120, counted: 120, open: false, window: null });
  });
});
