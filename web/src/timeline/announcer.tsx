import { useEffect, useState } from 'react';
import { client } from '../session/parley.js';

/** Reads new messages of the open channel to screen readers. The list itself is silent: loading history is no news. */
export function Announcer({ channelId }: { channelId: string }) {
  const [heard, setHeard] = useState('');
  useEffect(
    () =>
      client.on('message.created', ({ channelId: where, author, body, attachments, kind }) => {
        if (where === channelId && kind === 'text' && author.id !== client.me?.id)
          setHeard(
            `${author.displayName}: ${[body, ...attachments.map(({ name }) => name)].filter(Boolean).join(', ')}`,
          );
      }),
    [channelId],
  );
  return (
    <p aria-live="polite" className="sr-only">
      {heard}
    </p>
  );
}
