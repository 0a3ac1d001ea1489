import { useValue, valueOf } from '../ui/value.js';

/** What this browser does when somebody calls. */
interface Choices {
  desktop: boolean;
  sound: boolean;
}

const KEY = 'parley.notify';
const choices = valueOf(readChoices());

function readChoices(): Choices {
  const kept = localStorage.getItem(KEY)?.split(' ') ?? [];
  return { desktop: kept.includes('desktop'), sound: kept.includes('sound') };
}

/** The browser may have taken its permission back since. */
export function notifyChoices(): Choices {
  const allowed = 'Notification' in globalThis && Notification.permission === 'granted';
  const { desktop, sound } = choices.get();
  return { desktop: desktop && allowed, sound };
}

export function useNotifyChoices(): Choices {
  return useValue(choices);
}

export function choose(change: Partial<Choices>): void {
  const next = { ...choices.get(), ...change };
  const kept = (['desktop', 'sound'] as const).filter((one) => next[one]);
  localStorage.setItem(KEY, kept.join(' '));
  choices.set(next);
}
