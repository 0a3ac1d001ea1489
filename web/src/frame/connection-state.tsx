import type { Status } from '@parley/client';
import { useStatus } from '../session/parley.js';

const looks: Record<Status['state'], { text: string; dot: string }> = {
  'signed-out': { text: 'Logged out', dot: 'bg-muted' },
  connecting: { text: 'Connecting…', dot: 'bg-warn animate-pulse' },
  syncing: { text: 'Catching up…', dot: 'bg-warn animate-pulse' },
  online: { text: 'Online', dot: 'bg-ok' },
  offline: { text: 'Offline', dot: 'bg-danger' },
};

/** Whether what is shown is all there is, for eyes and screen readers. */
export function ConnectionState() {
  const { state } = useStatus();
  const { text, dot } = looks[state];
  return (
    <p
      role="status"
      data-connection={state}
      className={`flex shrink-0 items-center gap-2 rounded-full border border-line px-2.5 py-0.5 text-xs font-medium text-muted ${
        state === 'online' ? 'max-sm:border-transparent max-sm:px-1' : ''
      }`}
    >
      <span className={`size-2 rounded-full ${dot}`} aria-hidden="true" />
      <span className={state === 'online' ? 'max-sm:sr-only' : ''}>{text}</span>
    </p>
  );
}
