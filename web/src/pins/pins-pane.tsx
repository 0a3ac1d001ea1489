import { useCallback, useEffect } from 'react';
import type { Channel, Message } from '@parley/client';
import { PinOff } from 'lucide-react';
import { useTakingPart } from '../frame/taking-part.js';
import { gist } from '../message/gist.js';
import { Hit } from '../message/hit.js';
import { client, onReturn, quietly } from '../session/parley.js';
import { PaneFrame } from '../frame/pane-frame.js';
import { IconButton } from '../ui/button.js';
import { More } from '../ui/more.js';
import { usePages } from '../ui/use-pages.js';

/** What was pinned to a channel, the newest pin first. */
export default function PinsPane({ channel }: { channel: Channel }) {
  const { id: channelId } = channel;
  const mayUnpin = useTakingPart();
  const load = useCallback(
    (after?: string) => client.command('pin.list', { channelId, limit: 30, ...(after && { after }) }),
    [channelId],
  );
  const pages = usePages<Message>(load, ({ id }) => id);
  const { refresh } = pages;
  useEffect(() => {
    const hear = (message: { channelId: string }): void => {
      if (message.channelId === channelId) refresh();
    };
    const stops = [
      client.on('message.pinned', hear),
      client.on('message.unpinned', hear),
      client.on('message.deleted', hear),
      onReturn(refresh),
    ];
    return () => stops.forEach((stop) => stop());
  }, [channelId, refresh]);

  return (
    <PaneFrame title="Pinned messages">
      <ul className="grid grid-cols-1 gap-px p-2">
        {pages.items?.map((message) => (
          <li key={message.id} className="flex items-start">
            <Hit message={message}>{gist(message)}</Hit>
            {mayUnpin && (
              <IconButton
                label={`Unpin message of ${message.author.displayName}`}
                className="mt-1"
                onClick={() => quietly(client.command('message.unpin', { messageId: message.id }))}
              >
                <PinOff size={16} />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      <div className="grid px-4 pb-4">
        <More
          pages={pages}
          empty="Nothing is pinned yet. Pin what people keep looking for: it is found here at once."
        />
      </div>
    </PaneFrame>
  );
}
