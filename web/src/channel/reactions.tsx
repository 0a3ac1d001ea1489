import type { Message } from '@parley/client';
import { client, useParley } from '../session/parley.js';

/** What people put under a message, and who. */
export function Reactions({ message: { reactions } }: { message: Message }) {
  const users = useParley(() => client.state.users);
  if (reactions.length === 0) return null;
  return (
    <ul aria-label="Reactions" className="mt-1 flex flex-wrap gap-1">
      {reactions.map(({ emoji, count, userIds }) => (
        <li
          key={emoji}
          title={userIds.flatMap((id) => users[id]?.displayName ?? []).join(', ')}
          className="flex items-center gap-1 rounded-full border border-line bg-panel px-2 text-sm leading-6"
        >
          {emoji} <span className="text-xs text-muted tabular-nums">{count}</span>
        </li>
      ))}
    </ul>
  );
}
