import { client } from '../session/parley.js';

/** So many messages stay of a conversation that nobody looks at: its newest, to be there at once when one comes back. */
const KEPT = 100;
/** So many may have gathered there before they are let go, to do so seldom. */
const MANY = 200;

/** By conversation, from how many places it is looked at. */
const seen = new Map<string, number>();
let watching = false;

/** Says that a conversation is on the screen, until the answered function is called. Of those that are not, only what came last is kept. */
export function lookAt(channelId: string): () => void {
  watch();
  seen.set(channelId, (seen.get(channelId) ?? 0) + 1);
  return () => {
    const others = (seen.get(channelId) ?? 1) - 1;
    if (others > 0) seen.set(channelId, others);
    else {
      seen.delete(channelId);
      letGo(channelId);
    }
  };
}

function watch(): void {
  if (watching) return;
  watching = true;
  client.on('message.created', ({ channelId }) => {
    if (!seen.has(channelId)) letGo(channelId);
  });
}

function letGo(channelId: string): void {
  const window = client.state.timelines[channelId]?.window;
  if (!window || window.messages.length <= MANY) return;
  const last = window.fromSeq + window.messages.length - 1;
  client.pages.keep(channelId, last - KEPT + 1, last);
}
