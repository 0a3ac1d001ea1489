import { jest } from '@jest/globals';
import type { ChangesFrame, SyncAnswer } from '../src/index.js';
import { Store } from '../src/store/store.js';
import { SyncEngine } from '../src/sync/engine.js';
import type { Question } from '../src/sync/questions.js';
import { Model } from './model.js';
import { timing } from './timing.js';

function bench() {
  const model = new Model();
  const store = new Store();
  const questions: Question[] = [];
  const told: string[] = [];
  let epoch = 'e1';
  let caughtUp = 0;
  const engine = new SyncEngine(
    store,
    {
      ask: (question) => {
        questions.push(question);
        return Promise.resolve<SyncAnswer>({ ...model.sync(question.positions, question.discover, false), epoch });
      },
      told: (facts) => told.push(...facts.map(({ stream, position }) => `${stream} ${position}`)),
      caughtUp: () => (caughtUp += 1),
    },
    timing,
  );
  const sent = (): ChangesFrame => {
    model.write(() => model.send('c1', model.other, 'nobody'));
    return model.frames.splice(0)[0]!;
  };
  return {
    model,
    store,
    engine,
    questions,
    told,
    sent,
    restore: (next: string) => (epoch = next),
    caughtUp: () => caughtUp,
  };
}

describe('the sync engine', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('begins with one question for everything, without positions', async () => {
    const { engine, questions, store, caughtUp } = bench();
    engine.begin();
    await jest.advanceTimersByTimeAsync(0);
    expect(questions).toEqual([{ positions: {}, discover: true }]);
    expect(store.state.positions).toEqual({ 'user:me': 0, 'team:t': 0, 'channel:c1': 0, 'channel:c2': 0 });
    expect(caughtUp()).toBe(1);
  });

  it('applies frames that follow, drops what it has, and waits for one that was overtaken without asking', async () => {
    const { engine, questions, told, sent } = bench();
    engine.begin();
    await jest.advanceTimersByTimeAsync(0);
    const [one, two, three] = [sent(), sent(), sent()];
    engine.frame(one!);
    engine.frame(one!);
    engine.frame(three!);
    await jest.advanceTimersByTimeAsync(90);
    engine.frame(two!);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual(['channel:c1 1', 'channel:c1 2', 'channel:c1 3']);
    expect(questions).toHaveLength(1);
  });

  it('asks after 100 to 300 ms about the stream with the gap alone', async () => {
    const { engine, questions, told, sent } = bench();
    engine.begin();
    await jest.advanceTimersByTimeAsync(0);
    sent();
    engine.frame(sent());
    await jest.advanceTimersByTimeAsync(99);
    expect(questions).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(202);
    expect(questions.slice(1)).toEqual([{ positions: { 'channel:c1': 0 }, discover: false }]);
    expect(told).toEqual(['channel:c1 1', 'channel:c1 2']);
  });

  it('holds frames that come while an answer is under way, and applies the rest of them afterwards', async () => {
    const { engine, told, sent } = bench();
    engine.begin();
    await jest.advanceTimersByTimeAsync(0);
    engine.begin(); // asks again, and the answer is on its way
    jest.advanceTimersByTime(0);
    engine.frame(sent());
    expect(told).toEqual([]);
    await jest.advanceTimersByTimeAsync(0);
    expect(told).toEqual(['channel:c1 1']);
  });

  it('learns from heads what it has not heard of', async () => {
    const { engine, model, told, questions, sent } = bench();
    engine.begin();
    await jest.advanceTimersByTimeAsync(0);
    sent();
    engine.heads({ epoch: 'e1', positions: model.heads() });
    await jest.advanceTimersByTimeAsync(301);
    expect(told).toEqual(['channel:c1 1']);
    engine.heads({ epoch: 'e1', positions: model.heads() });
    await jest.advanceTimersByTimeAsync(1_000);
    expect(questions).toHaveLength(2);
  });

  it.each(['heads', 'sync'] as const)(
    'drops everything when %s tell another epoch, and begins with a first load',
    async (by) => {
      const { engine, model, store, questions, sent, restore } = bench();
      engine.begin();
      await jest.advanceTimersByTimeAsync(0);
      engine.frame(sent());
      restore('e2');
      if (by === 'heads') engine.heads({ epoch: 'e2', positions: model.heads() });
      else engine.begin();
      await jest.advanceTimersByTimeAsync(10);
      expect(questions.at(-1)).toEqual({ positions: {}, discover: true });
      expect(store.state.epoch).toBe('e2');
      expect(store.state.positions['channel:c1']).toBe(1);
    },
  );
});
