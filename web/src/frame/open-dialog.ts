import { useValue, valueOf } from '../ui/value.js';

/** What can be opened from anywhere: by a shortcut, the switcher or a button. */
export type DialogName =
  'switcher' | 'shortcuts' | 'debug' | 'new-message' | 'new-channel' | 'browse' | 'invite' | 'voice';

const shown = valueOf<DialogName | undefined>(undefined);

/** Opens a dialog, in the place of another that is open. */
export function openDialog(name: DialogName): void {
  shown.set(name);
}

/** Closes this dialog, if it is still the one that is open: browsers tell a moment later that one was closed. */
export function closeDialog(name: DialogName): void {
  if (shown.get() === name) shown.set(undefined);
}

export function useOpenDialog(): DialogName | undefined {
  return useValue(shown);
}
