import { Suspense } from 'react';
import type { Channel } from '@parley/client';
import { Composer } from '../composer/composer.js';
import { takeOut } from '../composer/written.js';
import { client, useParley } from '../session/parley.js';
import { lazily } from '../ui/lazily.js';

// Most people are in the channels that they open.
const Join = lazily(() => import('../entry/join.js'));

interface Props {
  channel: Channel;
  onSent: () => void;
  onEditLast: () => void;
}

/** Below the messages: where one writes, or why one cannot. */
export function Footer({ channel, onSent, onEditLast }: Props) {
  const isMember = useParley(() => client.state.memberships[channel.id] !== undefined);
  if (channel.archivedAt !== null)
    return (
      <div className="border-t border-line p-4 text-muted">
        <p>This channel is archived.</p>
        <p className="text-sm">It can be read and searched. Nobody can write in it.</p>
      </div>
    );
  if (!isMember)
    return (
      <Suspense>
        <Join channel={channel} />
      </Suspense>
    );
  return (
    <Composer
      channel={channel}
      onSend={(written) => {
        client.send({ channelId: channel.id, ...written });
        takeOut(channel.id, written);
        onSent();
      }}
      onEditLast={onEditLast}
    />
  );
}
