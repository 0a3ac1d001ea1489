import type { PendingMessage } from '@parley/client';
import { PendingRow } from '../message/pending-row.js';
import { useStatus } from '../session/parley.js';

/**
 * Where the messages of a conversation are to come. Without a connection nothing is here of one that was not opened before: that is said, since empty it would look as
 * if nothing had been written, and what one writes meanwhile is shown.
 */
export function NotHere({ pending }: { pending: readonly PendingMessage[] }) {
  const { state } = useStatus();
  const isAway = state === 'offline';
  return (
    <div className="absolute inset-0 flex flex-col overflow-y-auto pb-3">
      <div role="status" className="grid flex-1 place-content-center p-6 text-center">
        {isAway && (
          <p className="max-w-sm text-muted text-pretty">
            This conversation was not opened on this device before, so nothing of it is here. It comes by itself when
            you are online again.
          </p>
        )}
      </div>
      {isAway && (
        <ol>
          {pending.map((one) => (
            <li key={one.nonce}>
              <PendingRow pending={one} leads />
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
