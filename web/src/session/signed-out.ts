import { client } from './parley.js';

let signedIn = client.auth.userId;
const forgetters = new Set<(userId: string) => void>();

client.onStatus(({ state }) => {
  const left = signedIn;
  signedIn = client.auth.userId;
  if (state === 'signed-out' && left !== undefined) for (const forget of forgetters) forget(left);
});

/**
 * Calls `forget` with who it was whenever a session has ended in this page, however it did: by the menu, from elsewhere, by its age, or because somebody
 * else has signed in in another tab. Whatever is kept of a person beside the client is forgotten here, so that whoever is next finds nothing of it.
 */
export function onSignedOut(forget: (userId: string) => void): void {
  forgetters.add(forget);
}
