import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { ParleyError } from '@parley/client';
import { useStatus } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';
import type { Row } from './rows.js';
import { loadAround } from './window.js';

/** Pixels of what was read before that stay in sight above what is new. */
const CONTEXT = 96;

/** The list that somebody is led through. */
export interface Place {
  channelId: string;
  rows: readonly Row[];
  /** Whether the first messages are there. */
  isReady: boolean;
  list: RefObject<VirtualizerHandle | null>;
  release: () => void;
  tell: (notice: string) => void;
}

interface CatchUp extends Place {
  /** The `seq` after which everything came that one has missed; undefined while nothing has. */
  missedAfter: number | undefined;
  /** To be called when one stands where it begins. */
  caughtUp: () => void;
}

/** Leads to where it begins what came during a pause of the connection, which is loaded first where it has to be: much may have come. */
export function useCatchUp({ channelId, rows, isReady, list, release, tell, missedAfter, caughtUp }: CatchUp): void {
  const { state } = useStatus();
  const isAsking = useRef(false);
  useLayoutEffect(() => {
    if (missedAfter === undefined || !isReady) return;
    if (rows.some((row) => row.kind === 'message' && row.message.seq === missedAfter + 1)) {
      leadToNew(rows, list.current, release);
      caughtUp();
    } else if (!isAsking.current) {
      isAsking.current = true;
      loadAround(channelId, missedAfter + 1)
        .catch((error: unknown) => {
          if (error instanceof ParleyError && error.passing) return; // it is asked again with the next connection
          tell(sentenceOf(error));
          caughtUp();
        })
        .finally(() => (isAsking.current = false));
    }
  }, [channelId, rows, isReady, list, release, tell, missedAfter, caughtUp, state]);
}

/** Shows the first new message, with a little of what is before it. Answers whether there is one. */
export function leadToNew(rows: readonly Row[], list: VirtualizerHandle | null, release: () => void): boolean {
  const index = rows.findIndex((row) => row.kind === 'message' && row.isFirstNew);
  if (index < 0) return false;
  release();
  list?.scrollToIndex(index, { align: 'start', offset: -CONTEXT });
  return true;
}
