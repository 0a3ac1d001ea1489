import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import { client } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';
import { useJump, type Jump } from './jump.js';
import type { Row } from './rows.js';

/** Pixels of what was read before that stay in sight above what is new. */
const CONTEXT = 96;
/** Milliseconds that a message is lit up to which somebody was led. */
const LIT = 2_500;
/** A reconnect in the middle makes what was asked before useless, once. */
const TRIES = 3;

interface Place {
  channelId: string;
  rows: readonly Row[];
  /** Whether the first messages are there. */
  isReady: boolean;
  list: RefObject<VirtualizerHandle | null>;
  release: () => void;
  toEnd: () => void;
  tell: (notice: string) => void;
}

/** Leads to where reading begins: to what is new, else to the end, and later to whatever one is asked to show. Answers what is lit up. */
export function useArrival({ channelId, rows, isReady, list, release, toEnd, tell }: Place): string | undefined {
  const [jump, arrived] = useJump(channelId);
  const [lit, setLit] = useState<string>();
  const isPlaced = useRef(false);
  const asked = useRef<Jump>(undefined);

  useLayoutEffect(() => {
    if (!isReady || isPlaced.current) return;
    isPlaced.current = true;
    if (jump) return;
    const index = rows.findIndex((row) => row.kind === 'message' && row.isFirstNew);
    if (index < 0) return toEnd();
    release();
    list.current?.scrollToIndex(index, { align: 'start', offset: -CONTEXT });
  }, [isReady, jump, rows, list, release, toEnd]);

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
    document.getElementById(`message-${lit}`)?.focus({ preventScroll: true });
    const timer = setTimeout(() => setLit(undefined), LIT);
    return () => clearTimeout(timer);
  }, [lit]);
  return lit;
}

/** Loads what is around a message. */
async function load({ messageId, channelId }: Jump): Promise<void> {
  const { seq } = await client.command('message.open', { messageId });
  for (let tries = 0; tries < TRIES && !isLoaded(channelId, seq); tries += 1) await client.pages.around(channelId, seq);
}

function isLoaded(channelId: string, seq: number): boolean {
  const window = client.state.timelines[channelId]?.window;
  return window?.messages[seq - window.fromSeq] !== undefined;
}
