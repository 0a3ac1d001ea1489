import type { VirtualizerHandle } from 'virtua';
import { client } from '../session/parley.js';
import type { Row } from './rows.js';

/** So many loaded messages are let be. */
const MANY = 400;
/** So many stay on both sides of what is in sight when there are more: three pages, which a fling takes a moment for. */
const NEAR = 150;

/** A reconnect in the middle makes what was asked before useless, once. */
const TRIES = 3;

/** Loads what is around a number. @throws ParleyError */
export async function loadAround(channelId: string, seq: number): Promise<void> {
  for (let tries = 0; tries < TRIES && !isLoaded(channelId, seq); tries += 1) await client.pages.around(channelId, seq);
}

function isLoaded(channelId: string, seq: number): boolean {
  const window = client.state.timelines[channelId]?.window;
  return window?.messages[seq - window.fromSeq] !== undefined;
}

/** `seq` of the last message in sight; 0 where there is none. */
export function lastSeen(rows: readonly Row[], list: VirtualizerHandle | null): number {
  if (!list) return 0;
  for (let index = indexAt(list, 1); index >= 0; index -= 1) {
    const row = rows[index];
    if (row?.kind === 'message') return row.message.seq;
  }
  return 0;
}

/** Lets go of what is far from what is in sight: the longer one scrolls, the more there would be. */
export function keepNear(channelId: string, rows: readonly Row[], list: VirtualizerHandle | null): void {
  if (!list || rows.length < MANY) return;
  const near = rows.slice(Math.max(0, indexAt(list, 0) - NEAR), indexAt(list, 1) + NEAR);
  const messages = near.flatMap((row) => (row.kind === 'message' ? row.message : []));
  const [first, last] = [messages[0], messages.at(-1)];
  if (first && last) client.pages.keep(channelId, first.seq, last.seq);
}

/** The row at a height of the screen: 0 is its upper edge, 1 its lower one. */
function indexAt(list: VirtualizerHandle, height: number): number {
  return list.findItemIndex(list.scrollOffset + height * list.viewportSize - 1);
}
