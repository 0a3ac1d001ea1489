import { client } from '../session/parley.js';
import { clearTrays } from '../tray/trays.js';

/** How many messages the server does not have yet: logging out drops them. */
export function unsentMessages(): number {
  return client.state.pending.filter(({ status }) => status !== 'sent').length;
}

/** Ends the session here; what was begun on this machine goes with it. */
export async function logOut(): Promise<void> {
  clearTrays();
  await client.auth.logout();
}
