import { useEffect, useState } from 'react';
import { client, useParley } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';

/** So many channels keep their messages after one has left them: going back shows them at once. */
const KEPT = 8;
/** Unread messages that the newest page holds, with something before them. */
const FEW = 35;

let recent: string[] = [];

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
  useEffect(() => {
    if (!mayRead) return;
    recent = [channelId, ...recent.filter((id) => id !== channelId)];
    for (const id of recent.splice(KEPT)) client.closeChannel(id);
    openWhereReadingBegins(channelId).then(
      () => setOpened({ isReady: true, problem: undefined }),
      (error: unknown) => setOpened({ isReady: false, problem: sentenceOf(error) }),
    );
  }, [channelId, isMember, mayRead]);
  return opened;
}

/** At the first unread message, or, where that is near enough to it, at the end. */
async function openWhereReadingBegins(channelId: string): Promise<void> {
  const begin = (client.state.readMarks[channelId]?.seq ?? 0) + 1;
  const around = client.unread(channelId) > FEW ? begin : undefined;
  await client.openChannel(channelId, around);
  const window = client.state.timelines[channelId]?.window;
  if (!window) return;
  const end = window.fromSeq + window.messages.length;
  if (around !== undefined && (around < window.fromSeq || around > end)) await client.pages.around(channelId, around);
  else if (around === undefined && window.hasAfter) await client.pages.newest(channelId);
}
