import { Gathered } from '../../src/platform/database/gathered.js';

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
