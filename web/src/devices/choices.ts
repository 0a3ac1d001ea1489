import { useValue, valueOf } from '../ui/value.js';

/** What this browser uses in calls, and how. Of a device that is not chosen (`''`) the system's own choice is taken. */
export interface VoiceChoices {
  microphone: string;
  camera: string;
  speaker: string;
  /** Whether one is heard only while a key is held. */
  pushToTalk: boolean;
  /** Which, by `KeyboardEvent.code`: where it is on the keyboard, whatever is printed on it. */
  pushKey: string;
  /** Whether the browser takes noise and echo out of what the microphone hears. */
  cleanSound: boolean;
  /** Whether a call is heard to ring. */
  ringsAloud: boolean;
}

const KEY = 'parley.voice';
const first: VoiceChoices = {
  microphone: '',
  camera: '',
  speaker: '',
  pushToTalk: false,
  pushKey: 'Space',
  cleanSound: true,
  ringsAloud: true,
};

const choices = valueOf(read(localStorage.getItem(KEY)));

/** What was kept, as far as it still means something. */
function read(kept: string | null): VoiceChoices {
  const chosen = { ...first };
  if (kept === null) return chosen;
  try {
    const found = JSON.parse(kept) as Record<string, unknown>;
    for (const name of Object.keys(first) as (keyof VoiceChoices)[])
      if (typeof found[name] === typeof first[name]) Object.assign(chosen, { [name]: found[name] });
  } catch {
    return chosen; // an extension or a hand has written there
  }
  return chosen;
}

export function voiceChoices(): VoiceChoices {
  return choices.get();
}

export function chooseVoice(change: Partial<VoiceChoices>): void {
  const next = { ...choices.get(), ...change };
  localStorage.setItem(KEY, JSON.stringify(next));
  choices.set(next);
}

export const onVoiceChoice = choices.subscribe;

export function useVoiceChoices(): VoiceChoices {
  return useValue(choices);
}
