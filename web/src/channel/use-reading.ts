import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Message } from '@parley/client';
import { client, quietly, useParley } from '../session/parley.js';

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

interface Reading {
  unread: number;
  /** The `seq` after which everything was new when one came, or when something came behind one's back. */
  newAfter: number | undefined;
  /** Everything up to this `seq` was in sight. */
  saw: (seq: number) => void;
  /** This message and all after it shall count as unread, though they are in sight. */
  unreadFrom: (message: Message) => void;
  readAll: () => void;
}

/** Marks as read what is in sight: all of it at the end, further up as far as one has come. */
export function useReading(channelId: string, atEnd: boolean): Reading {
  const isVisible = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible');
  const unread = useParley(() => client.unread(channelId));
  const newest = useParley(() => client.state.timelines[channelId]?.seq ?? 0);
  // Until one leaves: what was just marked as unread would be read at once.
  const [isHeld, setHeld] = useState(false);
  const [newAfter, setNewAfter] = useState(() => (unread > 0 ? readUpTo(channelId) : undefined));
  const [unreadBefore, setUnreadBefore] = useState(unread);
  const mayRead = isVisible && !isHeld;

  if (unread !== unreadBefore) {
    setUnreadBefore(unread);
    if (unreadBefore === 0 && !(atEnd && mayRead)) setNewAfter(readUpTo(channelId));
  }
  useEffect(() => {
    if (atEnd && mayRead && unread > 0) quietly(client.markRead(channelId));
  }, [atEnd, mayRead, unread, newest, channelId]);

  const saw = useCallback(
    (seq: number) => {
      if (mayRead && seq > readUpTo(channelId) && client.unread(channelId) > 0)
        quietly(client.markRead(channelId, seq));
    },
    [mayRead, channelId],
  );
  const unreadFrom = useCallback((message: Message) => {
    setHeld(true);
    setNewAfter(message.seq - 1);
  }, []);
  const readAll = useCallback(() => {
    setHeld(false);
    setNewAfter(undefined);
    quietly(client.markRead(channelId));
  }, [channelId]);
  return { unread, newAfter, saw, unreadFrom, readAll };
}

function readUpTo(channelId: string): number {
  return client.state.readMarks[channelId]?.seq ?? 0;
}
