import { useSyncExternalStore } from 'react';

/** What can be opened from anywhere: by a shortcut, the switcher or a button. */
export type DialogName = 'switcher' | 'shortcuts' | 'debug' | 'new-message' | 'new-channel' | 'invite';

let shown: DialogName | undefined;
const listeners = new Set<() => void>();

/** Opens a dialog in the place of another that is open, or closes it. */
export function openDialog(name: DialogName | undefined): void {
  shown = name;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useOpenDialog(): DialogName | undefined {
  return useSyncExternalStore(subscribe, () => shown);
}
