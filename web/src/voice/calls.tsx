import { useEffect } from 'react';
import { useVoiceChoices } from '../devices/choices.js';
import { useShortcuts } from '../keys/use-shortcuts.js';
import CallBar, { CallNotice } from './call-bar.js';
import { deafen, mute } from './calling.js';
import { Incoming } from './incoming.js';
import { notify } from './notices.js';
import { Sounds } from './sounds.js';
import { useCall, voice } from './use-call.js';
import { usePushToTalk } from './use-push-to-talk.js';
import { useWaiting } from './use-waiting.js';
import { watchCall } from './watch.js';
import { endings } from './words.js';

/** What goes on of calls wherever one reads: what is heard, what rings, what is said about them, and the bar on small screens. */
export default function Calls() {
  const view = useCall();
  const { pushToTalk } = useVoiceChoices();
  const waiting = useWaiting(view?.channelId);
  useEffect(watchCall, []);
  usePushToTalk();
  useEffect(() => {
    if (waiting === undefined || waiting === 'calling') return;
    notify(endings[waiting]);
    void voice.leave();
  }, [waiting]);
  useShortcuts(
    view
      ? {
          ...(!pushToTalk && !view.silenced && { mute: () => mute(!view.muted) }),
          deafen: () => deafen(!view.deafened),
        }
      : {},
  );
  return (
    <>
      <CallBar isSlim />
      <CallNotice />
      <Sounds peers={view?.peers ?? []} />
      <Incoming />
    </>
  );
}
