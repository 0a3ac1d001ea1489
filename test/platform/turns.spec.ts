import { NoTurn, Turns } from '../../src/platform/turns/turns.js';

/** Work that is under way until `end` is called. */
function held() {
  let end!: () => void;
  const work = new Promise<void>((resolve) => (end = resolve));
  return { work: () => work, end };
}

const outcome = (work: Promise<unknown>) => work.catch((error: unknown) => error);

describe('turns', () => {
  it('come one at a time, in the order in which they were asked for, whatever became of the one before', async () => {
    const turns = new Turns({ atOnce: 1 });
    const done: number[] = [];
    let atOnce = 0;
    const work = (n: number) =>
      turns.take(async () => {
        expect(++atOnce).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        atOnce -= 1;
        done.push(n);
        if (n % 2) throw new Error('failed');
      });
    const answers = await Promise.allSettled([0, 1, 2, 3].map(work));
    expect(done).toEqual([0, 1, 2, 3]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(await turns.take(() => Promise.resolve('again'))).toBe('again');
  });

  it('are given up after a while by whoever waits, and by nobody who has one', async () => {
    const turns = new Turns({ atOnce: 1, patienceMs: 100 });
    const first = held();
    const working = turns.take(first.work);
    let begun = 0;
    const waiting = [1, 2].map(() => outcome(turns.take(() => Promise.resolve((begun += 1)))));
    for (const error of await Promise.all(waiting)) expect(error).toBeInstanceOf(NoTurn);
    first.end();
    await working;
    expect(begun).toBe(0);
    expect(await turns.take(() => Promise.resolve('free'))).toBe('free');
  });

  it('pass by whoever was called off meanwhile', async () => {
    const turns = new Turns({ atOnce: 1 });
    const [first, stop] = [held(), new AbortController()];
    const working = turns.take(first.work);
    const gone = outcome(turns.take(() => Promise.resolve('never'), stop.signal));
    const last = turns.take(() => Promise.resolve('last'));
    stop.abort(new Error('called off'));
    expect(await gone).toEqual(new Error('called off'));
    first.end();
    expect(await last).toBe('last');
    await working;
    expect(await outcome(turns.take(() => Promise.resolve('never'), stop.signal))).toEqual(new Error('called off'));
  });

  it('are as many at once as is said, and no longer a line waits than is said', async () => {
    const turns = new Turns({ atOnce: 2, mostWaiting: 1 });
    const works = [held(), held(), held()];
    const [first, second, third] = works.map(({ work }) => turns.take(work));
    expect(await outcome(turns.take(() => Promise.resolve('never')))).toBeInstanceOf(NoTurn);
    for (const { end } of works) end();
    await Promise.all([first, second, third]);
    expect(await turns.take(() => Promise.resolve('free'))).toBe('free');
  });
});
