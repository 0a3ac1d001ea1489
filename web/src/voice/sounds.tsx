import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { VoicePeer } from '@parley/client';
import { useVoiceChoices } from '../devices/choices.js';
import { sinkTo } from '../devices/sink-to.js';

/** Elements that the browser did not let play before somebody has touched the page. */
let silent: ReadonlySet<HTMLAudioElement> = new Set();
const listeners = new Set<() => void>();

function set(next: ReadonlySet<HTMLAudioElement>): void {
  silent = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the browser keeps somebody silent until a button is pressed. */
export function useIsSilent(): boolean {
  return useSyncExternalStore(subscribe, () => silent.size > 0);
}

/** On a click: then browsers let it play. */
export function turnSoundOn(): void {
  for (const element of silent) void play(element);
}

async function play(element: HTMLAudioElement): Promise<void> {
  try {
    await element.play();
    if (silent.has(element)) set(new Set([...silent].filter((one) => one !== element)));
  } catch (error) {
    const { name } = error as DOMException;
    if (name === 'NotAllowedError') set(new Set([...silent, element]));
    else if (name !== 'AbortError') console.warn('No sound:', error); // aborted: the element is gone, or plays something newer
  }
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
      if (silent.has(element)) set(new Set([...silent].filter((one) => one !== element)));
    };
  }, [stream]);
  useEffect(() => void sinkTo(audio.current!, speaker), [speaker]);
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- live speech, of which there is no text
  return <audio ref={audio} autoPlay />;
}
