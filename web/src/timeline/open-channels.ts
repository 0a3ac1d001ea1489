import { useEffect, useState } from 'react';
import { ParleyError } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { lookAt } from './unseen.js';
import { sentenceOf } from '../ui/problem.js';
import { recentChannels, wasOpened } from './recent.js';

/** So many channels keep their messages after one has left them: going back shows them at once, after a reload and without a network, too. */
const KEPT = 20;
/** Unread messages that the newest page holds, with something before them. */
const FEW = 35;

interface Opened {
  /** Whether the messages where reading begins are there. */
  isReady: boolean;
  /** Why one may not read them. */
  problem: string | undefined;
}

/** Keeps a channel's messages, if one may read them, while it is looked at and for a while after. */
export function useOpenChannel(channelId: string, mayRead: boolean): Opened {
  const [opened, setOpened] = useState<Opened>({ isReady: false, problem: undefined });
  // A channel that one has left and joined again has to be opened again.
  const isMember = useParley(() => client.state.memberships[channelId] !== undefined);
  useEffect(() => lookAt(channelId), [channelId]);
  useEffect(() => {
    if (!mayRead) return;
    wasOpened(channelId);
    for (const id of leftOver()) client.closeChannel(id);
    openWhereReadingBegins(channelId).then(
      () => setOpened({ isReady: true, problem: undefined }),
      (error: unknown) => setOpened({ isReady: false, problem: sentenceOf(error) }),
    );
  }, [channelId, isMember, mayRead]);
  return opened;
}

function leftOver(): string[] {
  const kept = new Set(recentChannels().slice(0, KEPT));
  const { timelines, channels } = client.state;
  // Threads are let go by the pane that shows them.
  return Object.keys(timelines).filter((id) => timelines[id]!.open && channels[id]?.kind !== 'thread' && !kept.has(id));
}

/** At the first unread message, or, where that is near enough to it, at the end. */
async function openWhereReadingBegins(channelId: string): Promise<void> {
  const begin = (client.state.readMarks[channelId]?.seq ?? 0) + 1;
  const around = client.unread(channelId) > FEW ? begin : undefined;
  await client.openChannel(channelId, around);
  const window = client.state.timelines[channelId]?.window;
  if (!window) return;
  const end = window.fromSeq + window.messages.length;
  if (around !== undefined && (around < window.fromSeq || around > end))
    await ifReached(client.pages.around(channelId, around));
  else if (around === undefined && window.hasAfter) await ifReached(client.pages.newest(channelId));
}

/** Without a network what is here has to do. */
async function ifReached(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof ParleyError && error.passing)) throw error;
  });
}
