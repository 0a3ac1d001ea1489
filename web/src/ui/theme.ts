import { useSyncExternalStore } from 'react';

const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** It belongs to the screen and not to the person: the same one may want it dark on the phone. */
const KEY = 'parley.theme';
const listeners = new Set<() => void>();

function stored(): Theme {
  const value = localStorage.getItem(KEY) as Theme | null;
  return value !== null && themes.includes(value) ? value : 'system';
}

function tell(): void {
  applyTheme();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shows the page as it was chosen here, or else as the system wants it. */
function applyTheme(): void {
  document.documentElement.dataset.theme = stored();
}

/** Applies it now and whenever it is chosen in another tab. */
export function beginTheme(): void {
  applyTheme();
  addEventListener('storage', ({ key }) => (key === KEY || key === null) && tell());
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const choose = (theme: Theme): void => {
    localStorage.setItem(KEY, theme);
    tell();
  };
  return [useSyncExternalStore(subscribe, stored), choose];
}
