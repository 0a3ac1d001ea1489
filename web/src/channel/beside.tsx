import { Suspense } from 'react';
import type { Channel } from '@parley/client';
import { usePane } from '../frame/pane.js';
import { lazily } from '../ui/lazily.js';

const DetailsPane = lazily(() => import('../details/details-pane.js'));
const PinsPane = lazily(() => import('../pins/pins-pane.js'));
const SearchPane = lazily(() => import('../search/search-pane.js'));
const ThreadPane = lazily(() => import('../threads/thread-pane.js'));
const ThreadsPane = lazily(() => import('../threads/threads-pane.js'));

/** The pane that the address asks for, loaded when it is first opened. */
export function Beside({ channel }: { channel: Channel }) {
  const [pane] = usePane();
  return (
    <Suspense>
      {pane?.kind === 'details' && <DetailsPane channel={channel} />}
      {pane?.kind === 'pins' && <PinsPane channel={channel} />}
      {pane?.kind === 'search' && <SearchPane channel={channel} />}
      {pane?.kind === 'threads' && <ThreadsPane channel={channel} />}
      {pane?.kind === 'thread' && pane.of && <ThreadPane key={pane.of} channel={channel} rootId={pane.of} />}
    </Suspense>
  );
}
