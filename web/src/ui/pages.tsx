import { useCallback, useEffect, useRef, useState } from 'react';
import { Button } from './button.js';
import { sentenceOf } from './problem.js';

/** What a list answers: its items, and where the next page begins. */
interface Page<T> {
  items: readonly T[];
  after: string | null;
}

interface Pages<T> {
  items: readonly T[];
  isLoading: boolean;
  /** Whether all are there. */
  isDone: boolean;
  problem: string | undefined;
  more: () => void;
  /** Begins anew, without showing nothing meanwhile. */
  refresh: () => void;
}

/** A list that comes in pages. `of` is what it is a list of: another one begins anew. */
export function usePages<T>(of: string, load: (after: string | undefined) => Promise<Page<T>>): Pages<T> {
  const [state, setState] = useState<{ items: readonly T[]; after?: string | undefined; isDone: boolean }>({
    items: [],
    isDone: false,
  });
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string>();
  /** Answers to older questions count no more. */
  const question = useRef(0);
  const loader = useRef(load);
  loader.current = load;

  const ask = useCallback(async (after: string | undefined): Promise<void> => {
    const mine = ++question.current;
    setLoading(true);
    setProblem(undefined);
    try {
      const page = await loader.current(after);
      if (mine !== question.current) return;
      setState((before) => ({
        items: after === undefined ? page.items : [...before.items, ...page.items],
        after: page.after ?? undefined,
        isDone: page.after === null,
      }));
    } catch (error) {
      if (mine === question.current) setProblem(sentenceOf(error));
    } finally {
      if (mine === question.current) setLoading(false);
    }
  }, []);

  useEffect(() => {
    setState({ items: [], isDone: false });
    void ask(undefined);
  }, [of, ask]);

  const { items, after, isDone } = state;
  return {
    items,
    isDone,
    isLoading,
    problem,
    more: () => void ask(after),
    refresh: useCallback(() => void ask(undefined), [ask]),
  };
}

/** Below such a list: the way to the next page, or why it did not come. */
export function MorePages({ pages }: { pages: Pages<unknown> }) {
  const { isDone, isLoading, problem, more } = pages;
  if (isDone && problem === undefined) return null;
  return (
    <div className="flex flex-wrap items-center justify-center gap-2 p-3 text-sm text-muted">
      {problem !== undefined && <span role="alert">{problem}</span>}
      {isLoading ? (
        <span role="status">One moment…</span>
      ) : (
        <Button look="quiet" onClick={more}>
          {problem === undefined ? 'Show more' : 'Try again'}
        </Button>
      )}
    </div>
  );
}
