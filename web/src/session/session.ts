import { useSyncExternalStore } from 'react';
import { client, useStatus } from './parley.js';

/** `restoring` until the server has said whether the cookie still holds; `unreachable` while it does not answer. */
export type SessionState = 'restoring' | 'unreachable' | 'signed-in' | 'signed-out';

/** Milliseconds until the server is asked again whether there is a session. */
const RETRY = 2_000;

let asked: 'restoring' | 'unreachable' | 'known' = 'restoring';
const listeners = new Set<() => void>();

function now(state: typeof asked): void {
  asked = state;
  for (const listener of listeners) listener();
}

/** Goes on with the session of the last visit. Asks until the server answers. */
export function beginSession(): void {
  client.auth.restore().then(
    () => now('known'),
    () => {
      now('unreachable');
      setTimeout(beginSession, RETRY);
    },
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSession(): SessionState {
  const known = useSyncExternalStore(subscribe, () => asked);
  const { state } = useStatus();
  if (state !== 'signed-out') return 'signed-in';
  return known === 'known' ? 'signed-out' : known;
}
