import { useEffect, useRef } from 'react';
import type { VoicePeer } from '@parley/client';
import { useVoiceChoices } from '../devices/choices.js';
import { sinkTo } from '../devices/sink-to.js';
import { useValue, valueOf } from '../ui/value.js';

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
  return <div hidden>{peers.map(({ peerId, audio }) => audio && <Sound key={peerId} stream={audio} />)}</div>;
}

function Sound({ stream }: { stream: MediaStream }) {
  const audio = useRef<HTMLAudioElement>(null);
  const { speaker } = useVoiceChoices();
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
