import type { Channel } from '@parley/client';
import { client, useParley } from '../session/parley.js';

/** How many messages of these channels one has not read. */
export function unreadOf(channels: readonly Channel[]): number {
  return channels.reduce((sum, { id }) => sum + client.unread(id), 0);
}

/** The number of unread messages, nothing when there are none. */
export function UnreadBadge({ channels }: { channels: readonly Channel[] }) {
  const count = useParley(() => unreadOf(channels));
  if (count === 0) return null;
  return (
    <span
      data-unread={count}
      className="grid min-w-5 place-content-center rounded-full bg-accent px-1.5 text-xs leading-5 font-semibold text-on-accent tabular-nums"
    >
      {count > 99 ? '99+' : count}
      <span className="sr-only"> unread</span>
    </span>
  );
}
