import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { client } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';
import { useJump, type Jump } from '../frame/jump.js';
import { leadToNew, type Place } from './use-catch-up.js';
import { loadAround } from './window.js';

/** Milliseconds that a message is lit up to which somebody was led. */
const LIT = 2_500;

interface Arrival extends Place {
  toEnd: () => void;
  /** Whether `useCatchUp` leads to what is new. */
  hasMissed: boolean;
}

/** Leads to where reading begins: to what is new, else to the end, and later to whatever one is asked to show. Answers what is lit up. */
export function useArrival(place: Arrival): string | undefined {
  const { channelId, rows, isReady, list, release, toEnd, tell, hasMissed } = place;
  const [jump, arrived] = useJump(channelId);
  const [lit, setLit] = useState<string>();
  const isPlaced = useRef(false);
  const asked = useRef<Jump>(undefined);

  useLayoutEffect(() => {
    if (!isReady || isPlaced.current) return;
    isPlaced.current = true;
    if (jump) return release(); // at the end it would count as read on the way
    if (!hasMissed && !leadToNew(rows, list.current, release)) toEnd();
  }, [isReady, jump, hasMissed, rows, list, release, toEnd]);

  useEffect(() => {
    if (!jump || !isReady) return;
    const index = rows.findIndex(({ key }) => key === jump.messageId);
    if (index >= 0) {
      release();
      list.current?.scrollToIndex(index, { align: 'center' });
      setLit(jump.messageId);
      arrived();
    } else if (asked.current !== jump) {
      asked.current = jump;
      load(jump).catch((error: unknown) => {
        tell(sentenceOf(error));
        arrived();
      });
    }
  }, [jump, rows, isReady, list, release, arrived, tell]);

  useEffect(() => {
    if (lit === undefined) return undefined;
    let frame = 0;
    const tryFocus = (): void => {
      // A row is hidden, and cannot have the focus, until its height is known.
      const row = document.getElementById(`message-${lit}`);
      row?.focus({ preventScroll: true });
      if (document.activeElement !== row) frame = requestAnimationFrame(tryFocus);
    };
    tryFocus();
    const timer = setTimeout(() => setLit(undefined), LIT);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [lit]);
  return lit;
}

/** Loads what is around a message. */
async function load({ messageId, channelId }: Jump): Promise<void> {
  const { seq } = await client.command('message.open', { messageId });
  await loadAround(channelId, seq);
}
