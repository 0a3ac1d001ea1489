import { Suspense, useEffect, useState } from 'react';
import { client, useParley } from '../session/parley.js';
import { lazily } from '../ui/lazily.js';
import { useSaid } from './notices.js';
import { hear } from './ringing.js';
import { useCallPlace } from './use-call.js';

const Calls = lazily(() => import('./calls.js'));
const CallBar = lazily(() => import('./call-bar.js'));

/** What goes on of calls wherever one reads, from the first call on: most days of most people have none. */
export function CallsMount() {
  const isNeeded = useParley(() => Object.values(client.state.voices).some(({ call }) => call !== null));
  const isInCall = useCallPlace() !== undefined;
  const hasNotice = useSaid().notice !== undefined;
  const [isThere, setThere] = useState(false);
  useEffect(() => client.on('voice.call.started', (call) => hear(call, Date.now())), []);
  if ((isNeeded || isInCall || hasNotice) && !isThere) setThere(true);
  if (!isThere) return null;
  return (
    <Suspense>
      <Calls />
    </Suspense>
  );
}

/** The bar of the call that one is in, in the sidebar. */
export function SideBar() {
  if (useCallPlace() === undefined) return null;
  return (
    <Suspense>
      <CallBar />
    </Suspense>
  );
}
