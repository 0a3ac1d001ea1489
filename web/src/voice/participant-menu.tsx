import type { VoiceParticipant } from '@parley/client';
import { Mic, MicOff, UserMinus } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import type { Action } from '../ui/menu.js';
import { MoreMenu } from '../ui/more-menu.js';
import { sentenceOf } from '../ui/problem.js';
import { notify } from './notices.js';

/** What a moderator may do about somebody in a call; nothing for others. */
export function ParticipantMenu({ participant }: { participant: VoiceParticipant }) {
  const { channelId, user, silenced } = participant;
  const mayMute = useParley(() => client.may.inChannel(channelId, 'voice.mute'));
  const mayRemove = useParley(() => client.may.inChannel(channelId, 'voice.remove'));
  if (user.id === client.me?.id) return null;

  const run = (work: Promise<unknown>): void => void work.catch((error: unknown) => notify(sentenceOf(error)));
  const actions: Action[] = [];
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
  return <MoreMenu label={`In the call: what to do with ${user.displayName}`} actions={actions} />;
}
