import { forgetDrafts } from '../channel/drafts.js';
import { forgetRecent } from '../channel/recent.js';
import { forgetReplies } from '../channel/replying.js';
import { client } from '../session/parley.js';
import { forgetTrays } from '../tray/trays.js';

/** Ends the session here, and leaves nothing on this machine of what was begun. */
export async function logOut(): Promise<void> {
  forgetDrafts();
  forgetReplies();
  forgetTrays();
  forgetRecent();
  await client.auth.logout();
}
