import { UserRoundPlus } from 'lucide-react';
import { useWaiting } from './waiting.js';

/** How many people ask to be let into a channel that one leads, nothing when nobody does. */
export function WaitingBadge({ channelId }: { channelId: string }) {
  const { length } = useWaiting(channelId);
  if (length === 0) return null;
  return (
    <span
      data-waiting={length}
      className="flex items-center gap-1 rounded-full bg-accent-soft px-1.5 text-xs leading-5 font-semibold text-accent tabular-nums"
    >
      <UserRoundPlus size={12} aria-hidden="true" />
      {length}
      <span className="sr-only"> asking to join</span>
    </span>
  );
}
