import { useEffect, useState } from 'react';
import { ParleyError } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';
import { recentChannels, wasOpened } from './recent.js';

/** So many channels keep their messages after one has left them: going back shows them at once, after a reload and without a network, too. */
const KEPT = 20;

/** Keeps a channel's messages, if one may read them, while it is looked at and for a while after. Answers why that was refused. */
export function useOpenChannel(channelId: string, mayRead: boolean): string | undefined {
  const [problem, setProblem] = useState<string>();
  // A channel that one has left and joined again has to be opened again.
  const isMember = useParley(() => client.state.memberships[channelId] !== undefined);
  useEffect(() => {
    if (!mayRead) return;
    wasOpened(channelId);
    for (const id of leftOver()) client.closeChannel(id);
    client.openChannel(channelId).then(
      () => setProblem(undefined),
      (error: unknown) => setProblem(sentenceOf(error)),
    );
  }, [channelId, isMember, mayRead]);
  return problem;
}

function leftOver(): string[] {
  const kept = new Set(recentChannels().slice(0, KEPT));
  const { timelines } = client.state;
  return Object.keys(timelines).filter(
    (id) => timelines[id]!.open && client.state.channels[id]?.kind !== 'thread' && !kept.has(id),
  );
}

/** Loads older messages; answers why that did not work. */
export async function loadOlder(channelId: string): Promise<string | undefined> {
  try {
    await client.loadBefore(channelId);
    return undefined;
  } catch (error) {
    if (error instanceof ParleyError) return sentenceOf(error);
    throw error;
  }
}
