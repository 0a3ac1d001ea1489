import { useCallback, useEffect, useRef, useState } from 'react';
import { sentenceOf } from './problem.js';

interface Page<T> {
  items: readonly T[];
  /** Cursor of the page after it; null at the end. */
  after: string | null;
}

export interface Pages<T> {
  /** What was loaded so far; undefined until the first page is there. */
  items: readonly T[] | undefined;
  hasMore: boolean;
  busy: boolean;
  /** Why the last page did not come. */
  problem: string | undefined;
  /** Loads the next page, or the one that failed again. */
  more: () => void;
  /** Begins anew, for lists that no `put` keeps in step; what is there stays until the answer has come. */
  refresh: () => void;
  /** Adds it at the beginning, or in place of what has the same key. */
  put: (item: T) => void;
  drop: (key: string) => void;
}

interface Loaded<T> {
  items?: readonly T[];
  after?: string | null;
  busy: boolean;
  problem?: string | undefined;
}

/**
 * A list that the server hands out in pages. It begins anew whenever `load` is another function, so that has to be the same between two renders
 * (`useCallback`).
 */
export function usePages<T>(load: (after?: string) => Promise<Page<T>>, keyOf: (item: T) => string): Pages<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ busy: true });
  /** The latest question, the only one whose answer counts. */
  const question = useRef(0);
  const key = useRef(keyOf);

  const fetchPage = useCallback(
    async (after?: string, isAnew = false) => {
      const mine = ++question.current;
      const isCurrent = (): boolean => question.current === mine;
      setLoaded((before) => ({ ...before, busy: true, problem: undefined }));
      try {
        const page = await load(after);
        if (!isCurrent()) return;
        setLoaded(({ items = [] }) => ({ ...joined(isAnew ? [] : items, page, key.current), busy: false }));
      } catch (error) {
        if (isCurrent()) setLoaded((before) => ({ ...before, busy: false, problem: sentenceOf(error) }));
      }
    },
    [load],
  );
  const refresh = useCallback(() => void fetchPage(undefined, true), [fetchPage]);

  useEffect(() => {
    setLoaded({ busy: true });
    void fetchPage();
  }, [fetchPage]);

  const put = useCallback((item: T) => {
    setLoaded(({ items = [], ...rest }) => {
      const isKnown = items.some((one) => key.current(one) === key.current(item));
      const next = isKnown
        ? items.map((one) => (key.current(one) === key.current(item) ? item : one))
        : [item, ...items];
      return { ...rest, items: next };
    });
  }, []);
  const drop = useCallback((gone: string) => {
    setLoaded(({ items, ...rest }) => ({
      ...rest,
      ...(items && { items: items.filter((one) => key.current(one) !== gone) }),
    }));
  }, []);

  const { items, after = null, busy, problem } = loaded;
  const more = (): void => void fetchPage(after ?? undefined);
  return { items, hasMore: after !== null, busy, problem, more, refresh, put, drop };
}

/** What came by itself meanwhile is newer than what a page says of it. */
function joined<T>(items: readonly T[], page: Page<T>, keyOf: (item: T) => string): Pick<Loaded<T>, 'items' | 'after'> {
  const known = new Set(items.map(keyOf));
  return { items: [...items, ...page.items.filter((item) => !known.has(keyOf(item)))], after: page.after };
}
