import { emptyTimeline, hear, mergePage, opened, toSeq, type Timeline } from '../src/store/timeline.js';
import type { Message, MessagePage } from '../src/wire.js';

const message = (seq: number, version = 1) => ({ id: `m${seq}`, seq, counted: seq, version }) as Message;
const page = (from: number, to: number, end: number): MessagePage => ({
  items: Array.from({ length: to - from + 1 }, (_, index) => message(from + index)),
  hasBefore: from > 1,
  hasAfter: to < end,
});

describe('a loaded stretch of a channel', () => {
  /** A reader at the numbers 51 to 100 of 300. */
  const inThePast = (): Timeline =>
    mergePage(
      { ...opened(emptyTimeline), seq: 300, counted: 300 },
      { kind: 'around', generation: 0, page: page(51, 100, 300) },
    );

  it('holds no more in the past, however much comes meanwhile, and comes back to the end without a hole', () => {
    let timeline = inThePast();
    for (let seq = 301; seq <= 2_000; seq++) {
      timeline = hear(timeline, message(seq));
      expect(Object.keys(timeline.loose).length).toBeLessThanOrEqual(200);
    }
    expect(timeline.seq).toBe(2_000);
    expect(timeline.window!.messages).toHaveLength(50);
    while (timeline.window!.hasAfter) {
      const from = toSeq(timeline.window!) + 1;
      const { generation } = timeline;
      timeline = mergePage(timeline, {
        kind: 'after',
        generation,
        page: page(from, Math.min(from + 49, 2_000), 2_000),
      });
    }
    expect(timeline.window!.messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 1_950 }, (_, n) => 51 + n));
    expect(timeline.loose).toEqual({});
  });

  it('takes no page that was asked for before something was let go that it may hold an older copy of', () => {
    let timeline = hear(inThePast(), message(101, 2));
    const { generation } = timeline;
    for (let seq = 301; seq <= 600; seq++) timeline = hear(timeline, message(seq));
    expect(mergePage(timeline, { kind: 'after', generation, page: page(101, 150, 600) })).toBe(timeline);
  });
});
