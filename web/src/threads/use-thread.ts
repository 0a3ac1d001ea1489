import type { Message, Thread } from '@parley/client';
import { client, useParley } from '../session/parley.js';

/** What hangs under a message, as it now stands: its copy with the message may be older than what was heard since. */
export function useThread(root: Message): Thread | undefined {
  const heard = useParley(() => client.state.threads[root.id]);
  const own = root.thread ?? undefined;
  return heard && heard.version >= (own?.version ?? 0) ? heard : own;
}

/** How many replies, in words. */
export function repliesOf({ replyCount }: Thread): string {
  return replyCount === 1 ? '1 reply' : `${replyCount} replies`;
}
