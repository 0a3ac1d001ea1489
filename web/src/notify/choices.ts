import { useSyncExternalStore } from 'react';

/** What this browser does when somebody calls. */
interface Choices {
  desktop: boolean;
  sound: boolean;
}

const KEY = 'parley.notify';
const listeners = new Set<() => void>();
let choices: Choices = readChoices();

function readChoices(): Choices {
  const kept = localStorage.getItem(KEY)?.split(' ') ?? [];
  return { desktop: kept.includes('desktop'), sound: kept.includes('sound') };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The browser may have taken its permission back since. */
export function notifyChoices(): Choices {
  const allowed = 'Notification' in globalThis && Notification.permission === 'granted';
  return { ...choices, desktop: choices.desktop && allowed };
}

export function useNotifyChoices(): Choices {
  return useSyncExternalStore(subscribe, () => choices);
}

export function choose(change: Partial<Choices>): void {
  choices = { ...choices, ...change };
  const kept = (['desktop', 'sound'] as const).filter((one) => choices[one]);
  localStorage.setItem(KEY, kept.join(' '));
  for (const listener of listeners) listener();
}
