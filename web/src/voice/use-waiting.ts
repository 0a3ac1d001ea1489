import { useEffect, useState } from 'react';
import { client, useParley } from '../session/parley.js';
import { ringsUntil, waitingIn, type Waiting } from './ringing.js';
import { useRoom } from './use-call.js';

/** Draws again at a time to come. */
export function useMoment(at: number | undefined): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (at === undefined) return undefined;
    setNow(Date.now());
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, at - Date.now()) + 20);
    return () => clearTimeout(timer);
  }, [at]);
  return now;
}

/** Whether one calls and nobody has come, or will. */
export function useWaiting(channelId: string | undefined): Waiting | undefined {
  const room = useRoom(channelId ?? '');
  const participants = useParley(() => client.state.channels[channelId ?? '']?.participants);
  const now = useMoment(room?.call ? ringsUntil(room.call) : undefined);
  return waitingIn(client.me?.id ?? '', room, participants, now);
}
