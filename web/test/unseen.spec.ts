import { jest } from '@jest/globals';
import type { Message } from '@parley/client';
import { emptyTimeline, hear, mergePage, opened, trimmed, type Timeline } from '../../client/src/store/timeline.js';

/** What the page's client does with a channel, without a server. */
const state: { timelines: Record<string, Timeline> } = { timelines: {} };
let tell: (message: Message) => void = () => undefined;
const client = {
  state,
  on: (_event: string, listener: (message: Message) => void) => (tell = listener),
  pages: {
    keep: (id: string, from: number, to: number) => (state.timelines[id] = trimmed(state.timelines[id]!, from, to)),
  },
};
jest.unstable_mockModule('../src/session/parley.js', () => ({ client }));
const { lookAt } = await import('../src/timeline/unseen.js');

const message = (seq: number) => ({ id: `m${seq}`, channelId: 'c', seq, counted: seq, version: 1 }) as Message;
const numbers = () => state.timelines.c!.window!.messages.map(({ seq }) => seq);
const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => from + index);

function comes(seq: number): void {
  state.timelines.c = hear(state.timelines.c!, message(seq));
  tell(message(seq));
}

/** Loads what is before, a page after the other, as a reader upwards does. */
function readUpwards(): void {
  for (let first = numbers()[0]!; state.timelines.c!.window!.hasBefore; first = numbers()[0]!) {
    const items = upTo(first - 1, Math.max(1, first - 50)).map(message);
    const page = { items, hasBefore: items[0]!.seq > 1, hasAfter: true };
    state.timelines.c = mergePage(state.timelines.c!, {
      kind: 'before',
      generation: state.timelines.c!.generation,
      page,
    });
  }
}

describe('a conversation that nobody looks at', () => {
  beforeEach(() => {
    const page = { items: [message(1)], hasBefore: false, hasAfter: false };
    state.timelines.c = mergePage(opened(emptyTimeline), { kind: 'newest', generation: 0, page });
  });

  it('holds its newest messages, however many come, and is whole again for whoever comes back', () => {
    lookAt('c')();
    for (let seq = 2; seq <= 5_000; seq++) {
      comes(seq);
      expect(numbers().length).toBeLessThanOrEqual(200);
    }
    expect(numbers()).toEqual(upTo(5_000, numbers()[0]));
    expect(state.timelines.c!.window!.hasAfter).toBe(false);
    const leave = lookAt('c');
    comes(5_001);
    readUpwards();
    expect(numbers()).toEqual(upTo(5_001));
    leave();
    expect(numbers()).toEqual(upTo(5_001, 4_902));
  });

  it('lets nothing go of what is looked at', () => {
    const leave = lookAt('c');
    for (let seq = 2; seq <= 1_000; seq++) comes(seq);
    expect(numbers()).toEqual(upTo(1_000));
    leave();
    expect(numbers()).toEqual(upTo(1_000, 901));
  });

  it('two places may look at one conversation: it is let go with the last', () => {
    const [one, other] = [lookAt('c'), lookAt('c')];
    for (let seq = 2; seq <= 1_000; seq++) comes(seq);
    one();
    expect(numbers()).toEqual(upTo(1_000));
    other();
    expect(numbers()).toEqual(upTo(1_000, 901));
  });
});
