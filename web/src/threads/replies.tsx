import { useState } from 'react';
import type { Channel, Thread } from '@parley/client';
import { Announcer } from '../channel/announcer.js';
import { MessageList } from '../channel/message-list.js';
import { useOpenChannel } from '../channel/open-channels.js';

/** What was said in a thread. */
export function Replies({ place, thread }: { place: Channel; thread: Thread }) {
  const { channelId } = thread;
  const problem = useOpenChannel(channelId, true);
  const [editing, setEditing] = useState<string>();
  const [toEnd] = useState<{ current: (() => void) | undefined }>({ current: undefined });
  return problem === undefined ? (
    <>
      <MessageList channel={place} editing={editing} onEdit={setEditing} toEnd={toEnd} />
      <Announcer channelId={channelId} />
    </>
  ) : (
    <p role="alert" className="flex-1 px-4 text-muted">
      {problem}
    </p>
  );
}
