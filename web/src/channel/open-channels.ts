import { useEffect, useState } from 'react';
import { ParleyError } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';

/** So many channels keep their messages after one has left them: going back shows them at once, after a reload and without a network, too. */
const KEPT = 20;

let recent: string[] = [];

/** Keeps a channel's messages, if one may read them, while it is looked at and for a while after. Answers why that was refused. */
export function useOpenChannel(channelId: string, mayRead: boolean): string | undefined {
  const [problem, setProblem] = useState<string>();
  // A channel that one has left and joined again has to be opened again.
  const isMember = useParley(() => client.state.memberships[channelId] !== undefined);
  useEffect(() => {
    if (!mayRead) return;
    recent = [channelId, ...recent.filter((id) => id !== channelId)];
    for (const id of leftOver()) client.closeChannel(id);
    client.openChannel(channelId).then(
      () => setProblem(undefined),
      (error: unknown) => setProblem(sentenceOf(error)),
    );
  }, [channelId, isMember, mayRead]);
  return problem;
}

/** Those of the last visit that are still open come after those of this one. */
function leftOver(): string[] {
  const open = Object.entries(client.state.timelines).filter(([, timeline]) => timeline.open);
  const before = open.map(([id]) => id).filter((id) => !recent.includes(id));
  return [...recent, ...before].slice(KEPT);
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
