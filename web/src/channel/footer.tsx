import type { Channel } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { Join } from '../entry/join.js';
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
