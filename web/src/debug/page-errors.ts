/** So many are remembered. */
const KEPT = 20;

let errors: readonly string[] = [];

function note(error: unknown): void {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  errors = [...errors, `${new Date().toISOString()}  page  ${words.slice(0, 300)}`].slice(-KEPT);
}

/** Remembers what went wrong in the page itself, for the report. */
export function watchErrors(): void {
  addEventListener('error', ({ error, message }) => note(error ?? message));
  addEventListener('unhandledrejection', ({ reason }) => note(reason));
}

/** What went wrong in the page, oldest first. */
export function pageErrors(): readonly string[] {
  return errors;
}
