import { useValue, valueOf } from '../ui/value.js';
import { client, useStatus } from './parley.js';

/** `restoring` until the server has said whether the cookie still holds; `unreachable` while it does not answer. */
export type SessionState = 'restoring' | 'unreachable' | 'signed-in' | 'signed-out';

/** Milliseconds until the server is asked again whether there is a session. */
const RETRY = 2_000;

const asked = valueOf<'restoring' | 'unreachable' | 'known'>('restoring');

/** Goes on with the session of the last visit. Asks until the server answers. */
export function beginSession(): void {
  client.auth.restore().then(
    () => asked.set('known'),
    () => {
      asked.set('unreachable');
      setTimeout(beginSession, RETRY);
    },
  );
}

export function useSession(): SessionState {
  const known = useValue(asked);
  const { state } = useStatus();
  if (state !== 'signed-out') return 'signed-in';
  return known === 'known' ? 'signed-out' : known;
}
