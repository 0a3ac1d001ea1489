import { useSyncExternalStore } from 'react';

/** What somebody in a call is to know: a sentence that stays until it is closed or another comes, and what is only read to screen readers. */
interface Said {
  notice: string | undefined;
  /** What was read to screen readers last. */
  heard: string;
}

const listeners = new Set<() => void>();
let said: Said = { notice: undefined, heard: '' };

function set(change: Partial<Said>): void {
  said = { ...said, ...change };
  for (const listener of listeners) listener();
}

/** Shows and reads a sentence. */
export function notify(notice: string): void {
  set({ notice, heard: notice });
}

/** Reads a sentence to screen readers; eyes see it anyway. */
export function announce(heard: string): void {
  set({ heard });
}

export function closeNotice(): void {
  set({ notice: undefined });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSaid(): Said {
  return useSyncExternalStore(subscribe, () => said);
}
