import { forgetDrafts } from '../channel/drafts.js';
import { forgetReplies } from '../channel/replying.js';
import { client } from '../session/parley.js';
import { forgetTrays } from '../tray/trays.js';

/** Ends the session here, and leaves nothing on this machine of what was begun. */
export async function logOut(): Promise<void> {
  forgetDrafts();
  forgetReplies();
  forgetTrays();
  await client.auth.logout();
}
