import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Pixels from the end that still count as being there. */
const NEAR = 40;

/**
 * What stays where it is while the list around it changes: the end, or what is below the row that is cut off by the upper edge, whose height is told
 * while nothing moves; nothing while the list moves or is being led elsewhere.
 */
type Anchor = 'end' | 'nothing' | { row: Element; height: number };

interface Stay {
  scroller: RefObject<HTMLDivElement | null>;
  atEnd: boolean;
  onScroll: () => void;
  /** To be called when scrolling has come to its end. */
  onRest: () => void;
  /** To be called when rows have changed their height. */
  settle: () => void;
  toEnd: () => void;
  /** Lets go, so that the list can be led elsewhere. It holds again where it comes to rest. */
  release: () => void;
  /** Whether the list is being led elsewhere: rows that come above would lead it astray. */
  isLed: RefObject<boolean>;
}

/**
 * Keeps a list where its reader is: at the end when they were there, else at what they look at, whether messages come above or below, are edited, or
 * the window changes. The virtual list holds what is wholly above, so that here only the row is left of which a part is in sight. `isInPast`: the list
 * goes on below, so that its end is none. `rested` is called whenever it has come to rest. Browsers' own scroll anchoring is switched off (`overflow-anchor: none`): Safari has none, and two would
 * add up.
 */
export function useStay(isInPast: boolean, rested: () => void): Stay {
  const scroller = useRef<HTMLDivElement>(null);
  const anchor = useRef<Anchor>('end');
  /** `scrollTop` when the end was last looked at. */
  const known = useRef(0);
  const isLed = useRef(false);
  const latest = useRef(rested);
  const [atEnd, setAtEnd] = useState(false); // nobody has been led anywhere yet

  const onScroll = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const end = distance(box) < NEAR && !isInPast && !isLed.current; // on its way elsewhere it may pass the end
    anchor.current = end ? 'end' : 'nothing';
    known.current = box.scrollTop;
    setAtEnd(end);
  }, [isInPast]);

  const onRest = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    onScroll();
    const { top } = box.getBoundingClientRect();
    const row = firstInSight(box.querySelector('ol')?.children, top);
    if (anchor.current === 'nothing' && row) anchor.current = { row, height: cutHeight(row, top) };
    latest.current();
  }, [onScroll]);

  const settle = useCallback(() => {
    const box = scroller.current;
    const held = anchor.current;
    if (!box || held === 'nothing') return;
    // The reader has just left the end and the browser has not told so yet: do not drag them back.
    if (held === 'end' && known.current - box.scrollTop > NEAR && distance(box) > NEAR) return onScroll();
    if (held === 'end') box.scrollTop = box.scrollHeight;
    else if (held.row.isConnected && held.height > 0) {
      const { height } = held.row.getBoundingClientRect();
      if (height !== held.height) box.scrollTop += height - held.height;
      held.height = height;
    }
    known.current = box.scrollTop;
  }, [onScroll]);

  useLayoutEffect(() => {
    latest.current = rested;
    settle();
  });
  useEffect(() => {
    const observer = new ResizeObserver(settle);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, [settle]);

  const toEnd = useCallback(() => {
    anchor.current = 'end';
    isLed.current = false;
    known.current = 0;
    settle();
    setAtEnd(true);
  }, [settle]);

  const release = useCallback(() => {
    anchor.current = 'nothing';
    isLed.current = true;
    setAtEnd(false);
    // By the clock: where nothing has to move, no scrolling tells that it has come to its end.
    setTimeout(() => {
      isLed.current = false;
      onRest();
    }, REST);
  }, [onRest]);

  return { scroller, atEnd, onScroll, onRest, settle, toEnd, release, isLed };
}

/** Milliseconds after which a list that was led somewhere has come to rest. */
const REST = 300;

/** Pixels below what is in sight. */
function distance(box: HTMLElement): number {
  return box.scrollHeight - box.scrollTop - box.clientHeight;
}

/** The height of a row that begins above `top`; 0 for one that is wholly in sight, which changes below what stays. */
function cutHeight(row: Element, top: number): number {
  const box = row.getBoundingClientRect();
  return box.top < top ? box.height : 0;
}

/** The first row that reaches below `top`; rows stand in order, so half of them can be left out each time. */
function firstInSight(rows: HTMLCollection | undefined, top: number): Element | undefined {
  if (!rows) return undefined;
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.getBoundingClientRect().bottom > top) high = middle;
    else low = middle + 1;
  }
  return rows[low];
}
