import { client, useParley } from '../session/parley.js';

/** Whether one wants to hear nothing of a channel but what is meant for oneself. */
export function isMuted(channelId: string): boolean {
  return client.state.preferences[channelId]?.muted ?? false;
}

/** How many messages of these channels one has not read, but for muted ones. */
export function unreadOf(channelIds: readonly string[]): number {
  return channelIds.reduce((sum, id) => sum + (isMuted(id) ? 0 : client.unread(id)), 0);
}

/** How many messages that one has not read mention oneself; in conversations beside the teams all of them are meant for oneself. */
export function mentionsOf(channelIds: readonly string[]): number {
  return channelIds.reduce((sum, id) => {
    const isDirect = client.state.channels[id]?.kind === 'direct';
    return sum + (isDirect ? unreadOf([id]) : client.mentions(id));
  }, 0);
}

/** The number of unread messages, nothing when there are none. It stands out where one is mentioned. */
export function UnreadBadge({ channelIds }: { channelIds: readonly string[] }) {
  const count = useParley(() => unreadOf(channelIds));
  const mentions = useParley(() => mentionsOf(channelIds));
  if (count === 0 && mentions === 0) return null;
  const shown = count || mentions; // a muted channel shows those alone
  return (
    <span
      data-unread={shown}
      data-mentions={mentions || undefined}
      className={`grid min-w-5 shrink-0 place-content-center rounded-full px-1.5 text-xs leading-5 font-semibold tabular-nums ${
        mentions > 0 ? 'bg-accent text-on-accent' : 'bg-line text-ink'
      }`}
    >
      {shown > 99 ? '99+' : shown}
      <span className="sr-only"> unread{mentions > 0 && `, ${mentions} for you`}</span>
    </span>
  );
}
