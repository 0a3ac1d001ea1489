import { useEffect, useMemo, useState, type RefObject } from 'react';
import type { Keyed } from './steps.js';

/**
 * The places of rows that have to stay drawn out of sight: the one with the focus, which would be lost with it, the one in which something plays, which
 * would fall silent, and those that are asked for.
 */
export function useKept(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly Keyed[],
  ...wanted: (string | undefined)[]
): number[] {
  const [focused, setFocused] = useState<string>();
  const [playing, setPlaying] = useState<string>();
  useEffect(() => {
    const box = scroller.current;
    const onFocus = ({ target }: Event): void => setFocused(keyOf(target));
    const onBlur = ({ relatedTarget }: FocusEvent): void => setFocused(keyOf(relatedTarget));
    const onPlay = ({ target }: Event): void => setPlaying(keyOf(target));
    box?.addEventListener('focusin', onFocus);
    box?.addEventListener('focusout', onBlur);
    box?.addEventListener('play', onPlay, true); // does not bubble
    return () => {
      box?.removeEventListener('focusin', onFocus);
      box?.removeEventListener('focusout', onBlur);
      box?.removeEventListener('play', onPlay, true);
    };
  }, [scroller]);

  const keys = [focused, playing, ...wanted].filter((key) => key !== undefined).join(' ');
  return useMemo(() => {
    const kept = new Set(keys.split(' '));
    return rows.flatMap(({ key }, index) => (kept.has(key) ? [index] : []));
  }, [rows, keys]);
}

/** The key of the row around an element: rows of messages carry theirs in their id. */
function keyOf(target: EventTarget | null): string | undefined {
  const row = target instanceof Element ? target.closest('[id^=message-]') : null;
  return row?.id.slice('message-'.length);
}
