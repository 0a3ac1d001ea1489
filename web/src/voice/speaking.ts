import { client } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';
import { useValue, valueOf } from '../ui/value.js';

/** Stays in calls whose people speak just now, as last heard. It passes: nobody keeps it. */
const speaking = valueOf<ReadonlySet<string>>(new Set(), watch);

function watch(): void {
  client.on('voice.speaking', ({ peerId, speaking: on }) => {
    const others = [...speaking.get()].filter((one) => one !== peerId);
    speaking.set(new Set(on ? [...others, peerId] : others));
  });
  client.onStatus(({ state }) => state !== 'online' && speaking.set(new Set())); // that they stopped may be missed
}

onSignedOut(() => speaking.set(new Set()));

/** Whether somebody speaks, by their stay. */
export function useSpeaking(peerId: string): boolean {
  return useValue(speaking, (now) => now.has(peerId));
}
