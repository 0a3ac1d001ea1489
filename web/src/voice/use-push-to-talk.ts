import { useEffect } from 'react';
import { useVoiceChoices } from '../devices/choices.js';
import { talks } from '../devices/push-to-talk.js';
import { useCall, voice } from './use-call.js';

/** Whether one is let speak by a moderator and hears the others: else no key talks. */
function maySpeak(): boolean {
  return voice.view !== undefined && !voice.view.silenced && !voice.view.deafened;
}

/** Begins to talk, where push-to-talk is on. */
export function push(): void {
  if (maySpeak()) voice.setMuted(false);
}

export function letGo(): void {
  if (voice.view && !voice.view.muted) voice.setMuted(true);
}

/** Lets a key that is held talk, from anywhere but where one writes, for as long as one is in a call. */
export function usePushToTalk(): void {
  const { pushToTalk, pushKey } = useVoiceChoices();
  const isInCall = useCall() !== undefined;
  const isOn = pushToTalk && isInCall;
  useEffect(() => {
    if (!isOn) return undefined;
    let isHeld = false;
    const onDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || !talks(pushKey, event, event.target as Element)) return;
      event.preventDefault(); // Space would scroll
      if (event.repeat || isHeld) return;
      isHeld = true;
      push();
    };
    const end = (): void => {
      if (isHeld) letGo();
      isHeld = false;
    };
    const onUp = ({ code }: KeyboardEvent): void => void (code === pushKey && end());
    addEventListener('keydown', onDown);
    addEventListener('keyup', onUp);
    addEventListener('blur', end); // let go of while another window has the keyboard, nobody would hear of it
    return () => {
      end();
      removeEventListener('keydown', onDown);
      removeEventListener('keyup', onUp);
      removeEventListener('blur', end);
    };
  }, [isOn, pushKey]);
}
