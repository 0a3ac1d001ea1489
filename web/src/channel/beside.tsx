import { lazy, Suspense } from 'react';
import type { Channel } from '@parley/client';
import { usePane } from '../shell/pane.js';

const DetailsPane = lazy(() => import('../details/details-pane.js'));

/** The pane that the address asks for, loaded when it is first opened. */
export function Beside({ channel }: { channel: Channel }) {
  const [pane] = usePane();
  return <Suspense>{pane?.kind === 'details' && <DetailsPane channel={channel} />}</Suspense>;
}
