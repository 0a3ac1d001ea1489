import { useEffect, useRef } from 'react';
import type { VoicePeer } from '@parley/client';
import { useVoiceChoices } from '../devices/choices.js';
import { useDevices } from '../devices/devices.js';
import { sinkTo } from '../devices/sink-to.js';
import { useValue, valueOf } from '../ui/value.js';
import { notify } from './notices.js';
import { useVolume } from './volumes.js';

/** Elements that the browser did not let play before somebody has touched the page. */
const silent = valueOf<ReadonlySet<HTMLAudioElement>>(new Set());

/** Whether the browser keeps somebody silent until a button is pressed. */
export function useIsSilent(): boolean {
  return useValue(silent, ({ size }) => size > 0);
}

/** On a click: then browsers let it play. */
export function turnSoundOn(): void {
  for (const element of silent.get()) void play(element);
}

async function play(element: HTMLAudioElement): Promise<void> {
  try {
    await element.play();
    forgetSilence(element);
  } catch (error) {
    const { name } = error as DOMException;
    if (name === 'NotAllowedError') silent.set(new Set([...silent.get(), element]));
    else if (name !== 'AbortError') console.warn('No sound:', error); // aborted: the element is gone, or plays something newer
  }
}

function forgetSilence(element: HTMLAudioElement): void {
  if (silent.get().has(element)) silent.set(new Set([...silent.get()].filter((one) => one !== element)));
}

/** Plays what everybody says, wherever one reads. */
export function Sounds({ peers }: { peers: readonly VoicePeer[] }) {
  const speaker = useSpeaker(peers.length > 0);
  return (
    <div hidden>
      {peers.map(
        ({ peerId, userId, audio }) => audio && <Sound key={peerId} userId={userId} stream={audio} speaker={speaker} />,
      )}
    </div>
  );
}

/** The chosen loudspeaker, while it is plugged in; else the system's, which whoever listens is told. */
function useSpeaker(isListening: boolean): string {
  const { speaker } = useVoiceChoices();
  const { speakers } = useDevices(isListening);
  const isGone = speaker !== '' && speakers.length > 0 && !speakers.some(({ id }) => id === speaker);
  useEffect(() => {
    if (isGone && isListening)
      notify('The loudspeaker that you chose is not plugged in. Until it is, the system’s own is used.');
  }, [isGone, isListening]);
  return isGone ? '' : speaker;
}

function Sound({ userId, stream, speaker }: { userId: string; stream: MediaStream; speaker: string }) {
  const audio = useRef<HTMLAudioElement>(null);
  const volume = useVolume(userId);
  useEffect(() => void (audio.current!.volume = volume), [volume]);
  useEffect(() => {
    const element = audio.current!;
    element.srcObject = stream;
    void play(element);
    return () => {
      element.srcObject = null;
      forgetSilence(element);
    };
  }, [stream]);
  useEffect(() => void sinkTo(audio.current!, speaker), [speaker]);
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- live speech, of which there is no text
  return <audio ref={audio} autoPlay />;
}
