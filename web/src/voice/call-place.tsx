import { Suspense } from 'react';
import type { Channel } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { lazily } from '../ui/lazily.js';
import { useCallPlace } from './use-call.js';

const VoicePanel = lazily(() => import('./voice-panel.js'));

/** The call above a conversation: in a voice channel always, in a DM while there is one. */
export function CallPlace({ channel }: { channel: Channel }) {
  const isHere = useCallPlace() === channel.id;
  const isBusy = useParley(() => (client.state.voices[channel.id]?.participants.length ?? 0) > 0);
  if (channel.kind !== 'voice' && !isHere && !isBusy) return null;
  return (
    <Suspense>
      <VoicePanel channel={channel} />
    </Suspense>
  );
}
