const KEY = 'parley.recent';
/** So many are remembered. */
const MOST = 40;

let recent = JSON.parse(localStorage.getItem(KEY) ?? '[]') as readonly string[];

/** The conversations that one has looked at, the last one first, also those of earlier visits. */
export function recentChannels(): readonly string[] {
  return recent;
}

export function wasOpened(channelId: string): void {
  recent = [channelId, ...recent.filter((id) => id !== channelId)].slice(0, MOST);
  localStorage.setItem(KEY, JSON.stringify(recent));
}

/** Nobody else at this machine shall know. */
export function forgetRecent(): void {
  recent = [];
  localStorage.removeItem(KEY);
}
