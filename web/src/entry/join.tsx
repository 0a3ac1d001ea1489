import { useState } from 'react';
import type { Channel } from '@parley/client';
import { client } from '../session/parley.js';
import { departureFrom } from '../frame/departures.js';
import { Button } from '../ui/button.js';
import { refusalOf } from './refusal.js';
import { Ask } from './ask.js';

/** The way into a channel that one sees and is not in: into a public one by oneself, into others by asking. */
export default function Join({ channel }: { channel: Channel }) {
  if (channel.visibility === 'request') return <Ask channel={channel} />;
  return <Enter channel={channel} />;
}

function Enter({ channel: { id: channelId, name } }: { channel: Channel }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  function join(): void {
    setBusy(true);
    setProblem(undefined);
    client
      .command('channel.join', { channelId })
      .catch((error: unknown) => setProblem(refusalOf(error)))
      .finally(() => setBusy(false));
  }

  return (
    <div className="flex flex-wrap items-center gap-3 border-t border-line p-4">
      <div className="min-w-48 flex-1">
        <p className="text-muted">
          {departureFrom(channelId) === 'removed'
            ? 'You were removed from this channel.'
            : 'You are reading as a visitor.'}
        </p>
        <p role="alert" className="text-danger empty:hidden">
          {problem}
        </p>
      </div>
      <Button disabled={busy} onClick={join}>
        Join {name}
      </Button>
    </div>
  );
}
