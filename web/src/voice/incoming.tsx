import { useEffect, useState } from 'react';
import type { VoiceCall } from '@parley/client';
import { Phone, PhoneOff } from 'lucide-react';
import { useLocation } from 'wouter';
import { useVoiceChoices } from '../devices/choices.js';
import { openDm } from '../dms/open-dm.js';
import { ariaKeys } from '../ui/chord.js';
import { shortcuts } from '../keys/shortcuts.js';
import { useShortcuts } from '../keys/use-shortcuts.js';
import { notifyChoices } from '../notify/choices.js';
import { show } from '../notify/show.js';
import { client, quietly, useParley } from '../session/parley.js';
import { dmName } from '../session/places.js';
import { Avatar } from '../media/avatar.js';
import { Button } from '../ui/button.js';
import { callIn } from './call-button.js';
import { ring } from './ring-tone.js';
import { ringsFor, ringsUntil } from './ringing.js';
import { useCallPlace } from './use-call.js';
import { useMoment } from './use-waiting.js';

/** The call that rings, if one does: the one that began first. */
export function Incoming() {
  const voices = useParley(() => client.state.voices);
  const channels = useParley(() => client.state.channels);
  const [next, setNext] = useState<number>();
  const now = useMoment(next);
  const [call] = ringsFor(client.me?.id ?? '', { voices, channels }, now);
  const end = call && ringsUntil(call);
  useEffect(() => setNext(end), [end]);
  return call ? <Ringing key={call.id} call={call} /> : null;
}

function Ringing({ call: { channelId, callerId } }: { call: VoiceCall }) {
  const channel = useParley(() => client.state.channels[channelId]);
  const caller = useParley(() => client.state.users[callerId]);
  const isElsewhere = useCallPlace() !== undefined;
  const isQuiet = useParley(
    () => client.me?.availability === 'dnd' || client.state.preferences[channelId]?.muted === true,
  );
  const { ringsAloud } = useVoiceChoices();
  const [, navigate] = useLocation();
  const name = caller?.displayName ?? 'Somebody';
  const isGroup = (channel?.participants?.length ?? 0) > 2;
  const about = channel && isGroup ? `Group call with ${dmName(channel)}` : 'Calls you';

  useEffect(() => (ringsAloud && !isQuiet ? ring() : undefined), [ringsAloud, isQuiet]);
  useEffect(() => calls(channelId, name, isQuiet), [channelId, name, isQuiet]);

  function accept(): void {
    void callIn(channelId);
    // It may be closed, or have never been open.
    const others = (channel?.participants ?? []).filter(({ id }) => id !== client.me?.id);
    quietly(openDm(others.map(({ id }) => id)).then((path) => navigate(path)));
  }
  function decline(): void {
    quietly(client.command('voice.decline', { channelId }));
  }
  useShortcuts({ acceptCall: accept, declineCall: decline });

  return (
    <div
      role="dialog"
      aria-label={`${name} calls`}
      aria-describedby="ringing"
      className="fixed inset-x-3 top-3 z-40 mx-auto grid max-w-sm gap-3 rounded-2xl border border-line bg-raised p-4 shadow-2xl"
    >
      <div className="flex items-center gap-3">
        {caller && <Avatar user={caller} className="size-12 animate-pulse motion-reduce:animate-none" />}
        <p id="ringing" role="alert" className="grid min-w-0 leading-snug">
          <bdi className="truncate text-lg font-semibold tracking-tight">{name}</bdi>
          <span className="truncate text-sm text-muted">{about}</span>
        </p>
      </div>
      {isElsewhere && <p className="text-sm text-muted">Whoever accepts leaves the call they are in.</p>}
      <div className="grid grid-cols-2 gap-2">
        <Button
          look="plain"
          aria-keyshortcuts={ariaKeys(shortcuts.declineCall.chord)}
          onClick={decline}
          className="flex min-h-11 items-center justify-center gap-2 text-danger"
        >
          <PhoneOff size={17} aria-hidden="true" /> Decline
        </Button>
        <Button
          aria-keyshortcuts={ariaKeys(shortcuts.acceptCall.chord)}
          onClick={accept}
          className="flex min-h-11 items-center justify-center gap-2"
        >
          <Phone size={17} aria-hidden="true" /> Accept
        </Button>
      </div>
    </div>
  );
}

/** Says it where somebody sees it who looks elsewhere: in the title, and as a notification where those are wanted. Answers what ends that. */
function calls(channelId: string, name: string, isQuiet: boolean): () => void {
  const before = document.title;
  const title = `${name} calls you · Parley`;
  document.title = title;
  if (document.visibilityState !== 'visible' && !isQuiet && notifyChoices().desktop)
    show({ channelId, title: name, body: 'Calls you' }).catch((error: unknown) =>
      console.warn('No notification:', error),
    );
  return () => {
    if (document.title === title) document.title = before;
  };
}
