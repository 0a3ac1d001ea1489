import { client, useParley } from '../session/parley.js';

/** Threads of a channel that one follows and in which something is new, by their ids in one text: it stays the same until they change. */
function unreadIn(channelId: string): string {
  return Object.values(client.state.channels)
    .filter(({ id, kind, parentId }) => kind === 'thread' && parentId === channelId && client.unread(id) > 0)
    .flatMap(({ rootMessageId }) => rootMessageId ?? [])
    .toSorted((one, other) => one.localeCompare(other))
    .join(' ');
}

/** The first messages of the threads of a channel in which something is new for oneself. */
export function useUnreadThreads(channelId: string): string[] {
  const ids = useParley(() => unreadIn(channelId));
  return ids === '' ? [] : ids.split(' ');
}
