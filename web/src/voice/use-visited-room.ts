import { useEffect, useState } from 'react';
import { ParleyError, type VoiceRoom } from '@parley/client';
import { client, useParley } from '../session/parley.js';

/** Milliseconds from one look to the next: whoever only visits a channel is not told of what happens in it. */
const AGAIN = 5_000;

/** Who is in the call of a channel that one visits; undefined where one is a member, or may not see it. */
export function useVisitedRoom(channelId: string): VoiceRoom | undefined {
  const [room, setRoom] = useState<VoiceRoom>();
  const visits = useParley(
    () => client.state.memberships[channelId] === undefined && client.may.inChannel(channelId, 'voice.list'),
  );
  useEffect(() => {
    if (!visits) return undefined;
    let isHere = true;
    const look = (): void => {
      if (document.visibilityState === 'hidden') return;
      client.command('voice.list', { channelId }).then(
        (seen) => isHere && setRoom(seen),
        (error: unknown) => {
          if (!(error instanceof ParleyError)) throw error; // without a connection, say: the next look will tell
        },
      );
    };
    look();
    const timer = setInterval(look, AGAIN);
    return () => {
      isHere = false;
      clearInterval(timer);
    };
  }, [channelId, visits]);
  return visits ? room : undefined;
}
