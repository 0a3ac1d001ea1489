import type { VoiceSource } from '@parley/client';
import { whyNoCalls } from '../devices/can-call.js';
import { onVoiceChoice, voiceChoices } from '../devices/choices.js';
import { openTrack, refusalOf } from '../devices/tracks.js';
import { sentenceOf } from '../ui/problem.js';
import { useValue, valueOf } from '../ui/value.js';
import { closeNotice, notify } from './notices.js';
import { voice } from './use-call.js';

/** What the browser is asked for just now. */
const asking = valueOf<readonly VoiceSource[]>([]);
/** Whether one was muted before one stopped to hear. */
let wasMuted = false;

export function useAsking(): readonly VoiceSource[] {
  return useValue(asking);
}

/**
 * Joins a call, with the microphone unless one only wants to listen. One is in it while the browser still asks, and stays when it says no.
 * @throws ParleyError why one is not let in.
 */
export async function join(channelId: string, { listening = false } = {}): Promise<void> {
  closeNotice();
  const before = voice.view;
  const muted = listening || voiceChoices().pushToTalk || (before?.muted ?? false);
  const joined = voice.join(channelId, { muted });
  if (!listening && !voice.view?.microphone) void turnOn('microphone');
  await joined;
}

/** The same, or a sentence that says why not. */
export async function joinOrSay(channelId: string): Promise<void> {
  const obstacle = whyNoCalls();
  if (obstacle) return notify(obstacle);
  try {
    await join(channelId);
  } catch (error) {
    notify(sentenceOf(error));
  }
}

export function leave(): void {
  closeNotice();
  void voice.leave();
}

/** Asks the browser for a source and sends it. Where that is refused, a sentence says why. */
export async function turnOn(source: VoiceSource): Promise<void> {
  const { channelId } = voice.view ?? {};
  if (channelId === undefined || asking.get().includes(source)) return;
  asking.set([...asking.get(), source]);
  try {
    const track = await openTrack(source);
    if (voice.view?.channelId !== channelId) return track.stop(); // the call was over before the browser had asked
    track.addEventListener('ended', () => lost(source));
    voice.setTrack(source, track);
  } catch (error) {
    if (voice.view === undefined) return;
    notify(sentenceAbout(source, error));
    if (source === 'microphone' && !voice.view.microphone) voice.setMuted(true); // so the others see that they are not to wait for a word
  } finally {
    asking.set(asking.get().filter((one) => one !== source));
  }
}

export function turnOff(source: VoiceSource): void {
  voice.setTrack(source, null);
}

/** Turns the own microphone off or on; with none yet, it is asked for. Whoever wants to be heard wants to hear. */
export function mute(on: boolean): void {
  const { view } = voice;
  if (!view) return;
  if (!on && view.deafened) voice.setDeafened(false);
  if (!on && !view.microphone) void turnOn('microphone');
  voice.setMuted(on);
}

/** Hears nobody, and is not heard either: who does not hear does not know when they disturb. */
export function deafen(on: boolean): void {
  const { view } = voice;
  if (!view) return;
  if (on) wasMuted = view.muted;
  voice.setDeafened(on);
  voice.setMuted(on || wasMuted || voiceChoices().pushToTalk);
}

/** A device was unplugged: the system's choice takes its place. A screen that is no longer shared was ended in the browser's own bar. */
function lost(source: VoiceSource): void {
  if (source === 'screen' || voice.view === undefined) return;
  notify(`The ${source} is gone.`);
  if (source === 'microphone') void replaceMicrophone();
}

async function replaceMicrophone(): Promise<void> {
  await turnOn('microphone');
  const label = voice.view?.microphone?.label;
  if (label) notify(`The microphone is gone. Now “${label}” is used.`);
}

function sentenceAbout(source: VoiceSource, error: unknown): string {
  const why = refusalOf(source, error);
  return source === 'microphone' ? `${why} Until then you can listen and write.` : why;
}

let chosen = voiceChoices();
// What is chosen during a call holds at once.
onVoiceChoice(() => {
  const before = chosen;
  chosen = voiceChoices();
  const { view } = voice;
  if (!view) return;
  if (chosen.pushToTalk && !before.pushToTalk) voice.setMuted(true);
  const isOther = chosen.microphone !== before.microphone || chosen.cleanSound !== before.cleanSound;
  if (view.microphone && isOther) void turnOn('microphone');
  if (view.camera && chosen.camera !== before.camera) void turnOn('camera');
});
