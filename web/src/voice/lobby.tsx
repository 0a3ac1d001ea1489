import { useEffect, useState } from 'react';
import type { Channel, VoiceRoom } from '@parley/client';
import { Headphones, Phone, Volume2 } from 'lucide-react';
import { whyNoCalls } from '../devices/can-call.js';
import { client, useParley } from '../session/parley.js';
import { Avatar } from '../media/avatar.js';
import { Button } from '../ui/button.js';
import { sentenceOf } from '../ui/problem.js';
import { join } from './calling.js';
import { Marks } from './marks.js';
import { useCallPlace } from './use-call.js';
import { countOf, isFull, whyFull } from './words.js';

/** What is seen of a call before one is in it: who is there, the way in, and what that needs. */
export function Lobby({ channel, room }: { channel: Channel; room: VoiceRoom | undefined }) {
  const mayJoin = useParley(() => client.may.inChannel(channel.id, 'voice.join'));
  const participants = room?.participants ?? [];
  return (
    <>
      {participants.length > 0 && room && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <ul aria-label="In the call" className="flex flex-wrap gap-x-4 gap-y-2">
            {participants.map((participant) => (
              <li key={participant.user.id} className="flex items-center gap-2">
                <Avatar user={participant.user} className="size-7 rounded-md text-[0.625rem]" />
                <bdi className="max-w-40 truncate">{participant.user.displayName}</bdi>
                <Marks participant={participant} />
              </li>
            ))}
          </ul>
          <span className="text-sm text-muted tabular-nums">{countOf(room)}</span>
        </div>
      )}
      {participants.length === 0 && mayJoin && <p className="text-sm text-muted">Nobody is talking here just now.</p>}
      {mayJoin && room ? (
        <Entrance channel={channel} room={room} />
      ) : (
        <p className="text-sm text-muted">
          {channel.archivedAt === null
            ? 'Whoever joins this channel can talk here.'
            : 'Nobody talks in a channel that is archived.'}
        </p>
      )}
    </>
  );
}

function Entrance({ channel, room }: { channel: Channel; room: VoiceRoom }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const isElsewhere = useCallPlace() !== undefined;
  const isAsked = useIsAsked();
  const me = client.me?.id;
  const withOtherDevice = room.participants.some(({ user }) => user.id === me);
  const obstacle = whyNoCalls() ?? (isFull(room, me) ? whyFull(room.limit) : undefined);
  const isDirect = channel.kind === 'direct';

  async function tryToJoin(listening: boolean): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      await join(channel.id, { listening });
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  }

  const words = withOtherDevice ? 'Go on here' : isElsewhere ? 'Leave the other call and join' : 'Join';
  const Icon = isDirect ? Phone : Volume2;
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          disabled={busy || obstacle !== undefined}
          aria-describedby="call-needs"
          onClick={() => void tryToJoin(false)}
          className="flex items-center gap-2 pointer-coarse:min-h-11"
        >
          <Icon size={17} aria-hidden="true" /> {isFull(room, me) ? 'The call is full' : busy ? 'Joining…' : words}
        </Button>
        {!obstacle && (
          <Button
            look="plain"
            disabled={busy}
            onClick={() => void tryToJoin(true)}
            className="flex items-center gap-2 pointer-coarse:min-h-11"
          >
            <Headphones size={17} aria-hidden="true" /> Only listen
          </Button>
        )}
      </div>
      <p id="call-needs" className="text-sm text-muted text-pretty empty:hidden">
        {obstacle ??
          (withOtherDevice
            ? 'You are in this call with another device. It will leave when this one joins.'
            : isAsked &&
              'Your browser will ask whether this page may use the microphone. Nobody hears you before you have joined.')}
      </p>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}

/** Whether the browser will ask before it gives the microphone. Some do not tell; those ask. */
function useIsAsked(): boolean {
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    let isHere = true;
    const answer = (asks: boolean): void => void (isHere && setAsked(asks));
    const { permissions } = navigator as Partial<Navigator>;
    if (!permissions) answer(true);
    else
      permissions.query({ name: 'microphone' }).then(
        ({ state }) => answer(state === 'prompt'),
        () => answer(true), // a browser that does not know this permission by name
      );
    return () => {
      isHere = false;
    };
  }, []);
  return isAsked;
}
