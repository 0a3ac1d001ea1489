import { useEffect, useRef } from 'react';
import type { Channel, Thread } from '@parley/client';
import { Announcer } from '../timeline/announcer.js';
import { useOpenChannel } from '../timeline/open-channels.js';
import { client, quietly, useParley } from '../session/parley.js';
import { MessageList } from '../timeline/message-list.js';

interface Props {
  place: Channel;
  thread: Thread;
  editing: string | undefined;
  onEdit: (messageId: string | undefined) => void;
}

/** What was said in a thread. */
export function Replies({ place, thread, editing, onEdit }: Props) {
  const { channelId, version } = thread;
  const follows = useParley(() => client.state.memberships[channelId] !== undefined);
  const { isReady, problem } = useOpenChannel(channelId, true);
  const toEnd = useRef<() => void>(undefined);
  // It is looked at here alone, and asked for again when it is opened next.
  useEffect(() => () => client.closeChannel(channelId), [channelId]);
  // Replies are told to followers alone; others hear that there are more.
  useEffect(() => {
    if (isReady && !follows) quietly(client.pages.newest(channelId));
  }, [isReady, follows, channelId, version]);
  return problem === undefined ? (
    <>
      <MessageList channel={place} isReady={isReady} editing={editing} onEdit={onEdit} toEnd={toEnd} />
      <Announcer channelId={channelId} />
    </>
  ) : (
    <p role="alert" className="flex-1 px-4 text-muted">
      {problem}
    </p>
  );
}
