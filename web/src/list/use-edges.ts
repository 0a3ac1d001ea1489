import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';
import { sentenceOf } from '../ui/problem.js';

/** Pixels from an edge at which the next page is asked for: a strong fling covers them while it is on its way. */
const AHEAD = 2_500;

/** How a list goes on at one of its ends; undefined where there is nothing more. */
export type LoadMore = (() => Promise<void>) | undefined;

interface Edge {
  isLoading: boolean;
  /** Why the last try failed; then it is not tried again by itself. */
  problem: string | undefined;
  retry: () => void;
}

/** Loads more whenever an end of the list comes near, before it is reached. `look` is to be called when the list has moved. */
export function useEdges(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly unknown[],
  before: LoadMore,
  after: LoadMore,
): { older: Edge; newer: Edge; look: () => void } {
  const [older, loadOlder] = useEdge(before);
  const [newer, loadNewer] = useEdge(after);
  const look = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    if (box.scrollTop < AHEAD) loadOlder();
    if (box.scrollHeight - box.scrollTop - box.clientHeight < AHEAD) loadNewer();
  }, [scroller, loadOlder, loadNewer]);

  // Also a page may not fill the screen. The list has found its place after the frame in which its rows came.
  useEffect(() => {
    let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(look)));
    return () => cancelAnimationFrame(frame);
  }, [rows, look]);
  return { older, newer, look };
}

function useEdge(more: LoadMore): [edge: Edge, load: () => void] {
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string>();
  const busy = useRef(false);

  const retry = useCallback(() => {
    if (busy.current || !more) return;
    busy.current = true;
    setLoading(true);
    setProblem(undefined);
    more()
      .catch((error: unknown) => setProblem(sentenceOf(error)))
      .finally(() => {
        busy.current = false;
        setLoading(false);
      });
  }, [more]);
  const load = useCallback(() => problem === undefined && retry(), [problem, retry]);
  return [{ isLoading: isLoading && more !== undefined, problem, retry }, load];
}
