const KEY = 'parley.google';

/** Remembers in this tab that its person set out for Google. */
export function setOut(): void {
  sessionStorage.setItem(KEY, 'out');
}

/** Whether they did. A code that comes without it was sent by somebody else, who would have them signed in to an account of his. */
export function cameBack(): boolean {
  return sessionStorage.getItem(KEY) !== null;
}

/** They are back. */
export function arrived(): void {
  sessionStorage.removeItem(KEY);
}
