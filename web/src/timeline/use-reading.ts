import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { Message } from '@parley/client';
import { client, quietly, useParley, useStatus } from '../session/parley.js';
import { useJump } from '../frame/jump.js';

function onVisibility(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

interface Reading {
  unread: number;
  /** The `seq` after which everything was new when one came, or when something came behind one's back. */
  newAfter: number | undefined;
  /** The same, as long as one has to be led there. */
  missedAfter: number | undefined;
  caughtUp: () => void;
  /** Everything up to this `seq` was in sight. */
  saw: (seq: number) => void;
  /** This message and all after it shall count as unread, though they are in sight. */
  unreadFrom: (message: Message) => void;
  readAll: () => void;
}

interface Place {
  /** Whether the first messages are there. */
  isReady: boolean;
  /** Whether the newest message is in sight. */
  atEnd: boolean;
}

/**
 * Marks as read what is in sight: all of it at the end, further up as far as one has come. What came during a pause of the connection came behind
 * one's back: it counts only when one has been led to where it begins.
 */
export function useReading(channelId: string, { isReady, atEnd }: Place): Reading {
  const { state } = useStatus();
  const [jump] = useJump(channelId);
  const isVisible = useSyncExternalStore(onVisibility, () => document.visibilityState === 'visible');
  const unread = useParley(() => client.unread(channelId));
  const newest = useParley(() => client.state.timelines[channelId]?.seq ?? 0);
  // Until one leaves: what was just marked as unread would be read at once.
  const [isHeld, setHeld] = useState(false);
  const [newAfter, setNewAfter] = useState(() => (unread > 0 ? readUpTo(channelId) : undefined));
  const [missedAfter, setMissedAfter] = useState<number>();
  const [before, setBefore] = useState({ unread, state });
  // Without a live connection news come by REST, so `offline` is no pause but for what has just come.
  const isSettled = state === 'online' || state === 'offline';
  // Opened from what was kept: the server has not told yet what is new, and what was read elsewhere.
  const [isEarly, setEarly] = useState(!isSettled);
  // Whoever came by a link stays where it leads: what is new meanwhile is told, and nobody is led away to it.
  const [cameByLink, setCameByLink] = useState(false);
  if (isEarly && jump && !cameByLink) setCameByLink(true);
  const mayRead = isVisible && !isHeld && isSettled && missedAfter === undefined && !jump;

  if (unread !== before.unread || state !== before.state) {
    setBefore({ unread, state });
    if (isSettled) setEarly(false);
    const grew = unread > before.unread;
    const isElsewhere = isEarly && unread > 0 && newAfter !== readUpTo(channelId);
    const isMissed = before.state !== 'online' && (isElsewhere || (grew && (isEarly || atEnd || !isReady)));
    if (isMissed && !(isEarly && cameByLink)) setMissedAfter(readUpTo(channelId));
    if (isMissed || (before.unread === 0 && grew && !(atEnd && mayRead))) setNewAfter(readUpTo(channelId));
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
    setMissedAfter(undefined);
    quietly(client.markRead(channelId));
  }, [channelId]);
  const caughtUp = useCallback(() => setMissedAfter(undefined), []);
  return { unread, newAfter, missedAfter, caughtUp, saw, unreadFrom, readAll };
}

function readUpTo(channelId: string): number {
  return client.state.readMarks[channelId]?.seq ?? 0;
}
