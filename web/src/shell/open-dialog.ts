import { useSyncExternalStore } from 'react';

/** What can be opened from anywhere: by a shortcut, the switcher or a button. */
export type DialogName =
  'switcher' | 'shortcuts' | 'debug' | 'new-message' | 'new-channel' | 'browse' | 'invite' | 'voice';

let shown: DialogName | undefined;
const listeners = new Set<() => void>();

function show(name: DialogName | undefined): void {
  shown = name;
  for (const listener of listeners) listener();
}

/** Opens a dialog, in the place of another that is open. */
export function openDialog(name: DialogName): void {
  show(name);
}

/** Closes this dialog, if it is still the one that is open: browsers tell a moment later that one was closed. */
export function closeDialog(name: DialogName): void {
  if (shown === name) show(undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useOpenDialog(): DialogName | undefined {
  return useSyncExternalStore(subscribe, () => shown);
}
