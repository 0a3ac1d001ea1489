import { Suspense } from 'react';
import type { Channel } from '@parley/client';
import { lazily } from '../ui/lazily.js';
import { useCallPlace, useHasCall } from './use-call.js';

const VoicePanel = lazily(() => import('./voice-panel.js'));

/** The call above a conversation: in a voice channel always, in a DM while there is one. */
export function CallPlace({ channel }: { channel: Channel }) {
  const isHere = useCallPlace() === channel.id;
  const hasCall = useHasCall(channel.id);
  if (channel.kind !== 'voice' && !isHere && !hasCall) return null;
  return (
    <Suspense>
      <VoicePanel channel={channel} />
    </Suspense>
  );
}
