import { client } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';
import { useValue, valueOf } from '../ui/value.js';

/** How loud this device plays people, from 0 to 1, by their ids; whoever is not in it is played as they come. */
type Volumes = Readonly<Record<string, number>>;

const PREFIX = 'parley.volumes.';

const volumes = valueOf(kept());

function kept(): Volumes {
  return JSON.parse(localStorage.getItem(`${PREFIX}${client.auth.userId}`) ?? '{}') as Volumes;
}

export function setVolume(userId: string, volume: number): void {
  volumes.set({ ...kept(), [userId]: volume }); // what another page has kept stays
  localStorage.setItem(`${PREFIX}${client.auth.userId}`, JSON.stringify(volumes.get()));
}

export function useVolume(userId: string): number {
  return useValue(volumes, (now) => now[userId] ?? 1);
}

/** Phones of one make leave it to their buttons: there an element is as loud as ever. */
export function canSetVolume(): boolean {
  const audio = new Audio();
  audio.volume = 0.5;
  return audio.volume === 0.5;
}

onSignedOut((userId) => {
  localStorage.removeItem(PREFIX + userId);
  volumes.set({});
});
