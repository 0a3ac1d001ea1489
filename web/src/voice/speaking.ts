import { useSyncExternalStore } from 'react';
import { client } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';

/** Stays in calls whose people speak just now, as last heard. It passes: nobody keeps it. */
let speaking: ReadonlySet<string> = new Set();
const listeners = new Set<() => void>();
let isWatching = false;

function set(next: ReadonlySet<string>): void {
  speaking = next;
  for (const listener of listeners) listener();
}

function watch(): void {
  if (isWatching) return;
  isWatching = true;
  client.on('voice.speaking', ({ peerId, speaking: on }) => {
    const others = [...speaking].filter((one) => one !== peerId);
    set(new Set(on ? [...others, peerId] : others));
  });
  client.onStatus(({ state }) => state !== 'online' && set(new Set())); // that they stopped may be missed
}

onSignedOut(() => set(new Set()));

function subscribe(listener: () => void): () => void {
  watch();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether somebody speaks, by their stay. */
export function useSpeaking(peerId: string): boolean {
  return useSyncExternalStore(subscribe, () => speaking.has(peerId));
}
