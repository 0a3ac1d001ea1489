import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Message } from '@parley/client';
import { client, quietly, useParley } from '../session/parley.js';

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

/** Marks a channel as read while its end is in sight. Answers how many messages of others came since it was left. */
export function useReading(channelId: string, messages: readonly Message[], atEnd: boolean): number {
  const isVisible = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible');
  const unread = useParley(() => client.unread(channelId));
  const newest = messages.at(-1)?.seq ?? 0;
  const [seen, setSeen] = useState(0);
  const reads = atEnd && isVisible && newest > 0;

  // While rendering, not in an effect: in a burst each message would leave an update behind, and React gives up after fifty in a row.
  if (reads && seen !== newest) setSeen(newest);
  useEffect(() => {
    if (reads && unread > 0) quietly(client.markRead(channelId));
  }, [reads, newest, unread, channelId]);

  const me = client.me?.id;
  return messages.filter(({ seq, kind, author }) => seq > seen && kind === 'text' && author.id !== me).length;
}
