import { Suspense, useRef, useState } from 'react';
import type { VoiceParticipant } from '@parley/client';
import { Mic, MicOff, UserMinus, Volume2 } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import { lazily } from '../ui/lazily.js';
import type { Action } from '../ui/menu.js';
import { MoreMenu } from '../ui/more-menu.js';
import { sentenceOf } from '../ui/problem.js';
import { notify } from './notices.js';
import { useCallPlace } from './use-call.js';
import { canSetVolume } from './volumes.js';

const VolumeDialog = lazily(() => import('./volume-dialog.js'));

/** What one can do about somebody in a call: how loud one hears them, and what a moderator may. */
export function ParticipantMenu({ participant }: { participant: VoiceParticipant }) {
  const { channelId, user, silenced } = participant;
  const mayMute = useParley(() => client.may.inChannel(channelId, 'voice.mute'));
  const mayRemove = useParley(() => client.may.inChannel(channelId, 'voice.remove'));
  const hears = useCallPlace() === channelId;
  const place = useRef<HTMLSpanElement>(null);
  const [isOpen, setOpen] = useState(false);
  if (user.id === client.me?.id) return null;

  const run = (work: Promise<unknown>): void => void work.catch((error: unknown) => notify(sentenceOf(error)));
  const actions: Action[] = [];
  if (hears && canSetVolume())
    actions.push({ label: 'Volume', icon: <Volume2 size={16} />, onSelect: () => setOpen(true) });
  if (mayMute)
    actions.push({
      label: silenced ? 'Allow the microphone' : 'Turn the microphone off',
      icon: silenced ? <Mic size={16} /> : <MicOff size={16} />,
      onSelect: () => run(client.command('voice.mute', { channelId, userId: user.id, muted: !silenced })),
    });
  if (mayRemove)
    actions.push({
      label: 'Remove from the call',
      icon: <UserMinus size={16} />,
      dangerous: true,
      onSelect: () => run(client.command('voice.remove', { channelId, userId: user.id })),
    });
  return (
    <span ref={place} className="shrink-0">
      <MoreMenu label={`In the call: what to do with ${user.displayName}`} actions={actions} />
      {isOpen && (
        <Suspense>
          <VolumeDialog user={user} anchor={place.current} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </span>
  );
}
