import { client } from '../session/parley.js';
import { onSignedOut } from '../session/signed-out.js';

const PREFIX = 'parley.recent.';
/** So many are remembered. */
const MOST = 40;

/** The conversations that one has looked at, the last one first, also those of earlier visits. */
export function recentChannels(): readonly string[] {
  return JSON.parse(localStorage.getItem(`${PREFIX}${client.auth.userId}`) ?? '[]') as readonly string[];
}

export function wasOpened(channelId: string): void {
  const recent = [channelId, ...recentChannels().filter((id) => id !== channelId)].slice(0, MOST);
  localStorage.setItem(`${PREFIX}${client.auth.userId}`, JSON.stringify(recent));
}

onSignedOut((userId) => localStorage.removeItem(PREFIX + userId));
