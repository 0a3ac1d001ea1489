import { useState } from 'react';
import type { Channel } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { sentenceOf } from '../ui/problem.js';
import { Composer } from './composer.js';

interface Props {
  channel: Channel;
  onSent: () => void;
  onEditLast: () => void;
}

/** Below the messages: where one writes, or why one cannot. */
export function Footer({ channel, onSent, onEditLast }: Props) {
  const isMember = useParley(() => client.state.memberships[channel.id] !== undefined);
  if (channel.archivedAt !== null)
    return <p className="border-t border-line p-4 text-muted">This channel is archived.</p>;
  if (!isMember) return <Join channel={channel} />;
  return (
    <Composer
      channel={channel}
      onSend={(written) => {
        client.send({ channelId: channel.id, ...written });
        onSent();
      }}
      onEditLast={onEditLast}
    />
  );
}

/** Into a public channel one goes by oneself, into others one asks to be let. */
function Join({ channel }: { channel: Channel }) {
  const asks = channel.visibility === 'request';
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState<string>();
  return (
    <div className="flex flex-wrap items-center gap-3 border-t border-line p-4">
      <p className="flex-1 text-muted">
        {asked
          ? 'You have asked. Those who lead this channel decide.'
          : asks
            ? 'Only members read what is said here.'
            : 'You are reading as a visitor.'}
      </p>
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
      {!asked && (
        <Button
          onClick={() =>
            void client
              .command(asks ? 'join_request.create' : 'channel.join', { channelId: channel.id })
              .then(() => setAsked(asks))
              .catch((error: unknown) => setProblem(sentenceOf(error)))
          }
        >
          {asks ? 'Ask to join' : 'Join'} {channel.name}
        </Button>
      )}
    </div>
  );
}
