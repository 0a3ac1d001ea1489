import { Gathered } from '../../src/platform/database/gathered.js';
import { Shared } from '../../src/platform/database/shared.js';

describe('gathered look-ups', () => {
  /** A look-up whose queries are answered by hand. */
  function table() {
    const queries: { keys: string[]; answer: (found: (string | undefined)[]) => void; fail: (error: Error) => void }[] =
      [];
    const gathered = new Gathered(
      (keys: string[]) =>
        new Promise<(string | undefined)[]>((answer, fail) => {
          queries.push({ keys, answer, fail });
        }),
    );
    return { queries, gathered };
  }

  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('asks for a lone one at once and for all that come meanwhile in one query', async () => {
    const { queries, gathered } = table();
    const first = gathered.of('a');
    const later = ['b', 'c', 'b'].map((key) => gathered.of(key));
    expect(queries.map(({ keys }) => keys)).toEqual([['a']]);
    queries[0]!.answer(['A']);
    expect(await first).toBe('A');
    expect(queries.map(({ keys }) => keys)).toEqual([['a'], ['b', 'c', 'b']]);
    queries[1]!.answer(['B', undefined, 'B']);
    expect(await Promise.all(later)).toEqual(['B', undefined, 'B']);
  });

  it('never answers from a query that began before the question', async () => {
    const { queries, gathered } = table();
    const before = gathered.of('a');
    const after = gathered.of('a');
    queries[0]!.answer(['old']);
    await settled();
    queries[1]!.answer(['new']);
    expect(await Promise.all([before, after])).toEqual(['old', 'new']);
  });

  it('tells a failure to those who shared the query, and goes on', async () => {
    const { queries, gathered } = table();
    const first = gathered.of('a');
    const second = gathered.of('b');
    queries[0]!.fail(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await settled();
    queries[1]!.answer(['B']);
    expect(await second).toBe('B');
    void gathered.of('c');
    expect(queries.at(-1)!.keys).toEqual(['c']);
  });
});

describe('shared look-ups', () => {
  function table() {
    const queries: { answer: (found: string) => void; fail: (error: Error) => void }[] = [];
    const shared = new Shared<string>();
    const ask = (key: string) =>
      shared.of(key, () => new Promise<string>((answer, fail) => void queries.push({ answer, fail })));
    return { queries, ask };
  }

  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('asks at once, shares the next with all who come meanwhile, and never answers what was read before the question', async () => {
    const { queries, ask } = table();
    const first = ask('a');
    const later = [ask('a'), ask('a'), ask('a')];
    const other = ask('b');
    expect(queries).toHaveLength(2);
    queries[0]!.answer('old');
    await settled();
    expect(queries).toHaveLength(3);
    const last = ask('a');
    queries[2]!.answer('new');
    await settled();
    queries[3]!.answer('newest');
    queries[1]!.answer('b');
    expect(await Promise.all([first, ...later, other, last])).toEqual(['old', 'new', 'new', 'new', 'b', 'newest']);
    await settled();
    void ask('a');
    expect(queries).toHaveLength(5); // nothing is remembered
  });

  it('tells a failure to those who shared it, and goes on', async () => {
    const { queries, ask } = table();
    const first = ask('a');
    const second = [ask('a'), ask('a')];
    queries[0]!.fail(new Error('away'));
    await expect(first).rejects.toThrow('away');
    await settled();
    queries[1]!.fail(new Error('still away'));
    for (const one of second) await expect(one).rejects.toThrow('still away');
    await settled();
    const third = ask('a');
    queries[2]!.answer('back');
    expect(await third).toBe('back');
  });
});
