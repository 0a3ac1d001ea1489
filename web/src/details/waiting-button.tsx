import { usePane } from '../frame/pane.js';
import { WaitingBadge } from './waiting-badge.js';
import { useWaiting } from './waiting.js';

/** The way to those who ask to be let into a channel that one leads, nothing when nobody does. */
export function WaitingButton({ channelId }: { channelId: string }) {
  const { length } = useWaiting(channelId);
  const [, open] = usePane();
  if (length === 0) return null;
  return (
    <button
      type="button"
      title="Asking to join"
      onClick={() => open({ kind: 'details', of: 'members' })}
      className="grid min-h-9 place-content-center rounded-lg px-1 hover:bg-hover pointer-coarse:min-h-11"
    >
      <WaitingBadge channelId={channelId} />
    </button>
  );
}
