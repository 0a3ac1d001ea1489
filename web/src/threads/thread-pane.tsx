import { useEffect, useMemo, useState } from 'react';
import type { Channel, Message } from '@parley/client';
import { useTakingPart } from '../frame/taking-part.js';
import { moveDraft } from '../composer/drafts.js';
import { useMessage } from '../message/use-message.js';
import { client } from '../session/parley.js';
import { PaneFrame } from '../frame/pane-frame.js';
import { lastOwn } from '../timeline/messages.js';
import { attach } from '../tray/attach.js';
import { DropZone } from '../tray/drop-zone.js';
import { moveTray } from '../tray/trays.js';
import { FollowButton } from './follow-button.js';
import { Replies } from './replies.js';
import { ReplyBox } from './reply-box.js';
import { Root } from './root.js';
import { repliesOf, useThread } from './use-thread.js';

/** A message, what was answered under it, and where one answers. */
export default function ThreadPane({ channel, rootId }: { channel: Channel; rootId: string }) {
  const root = useMessage(rootId, channel.id);
  return (
    <PaneFrame title="Thread">
      {root === 'gone' ? (
        <p className="p-4 text-muted">This message is not there any more, or it is not yours to see.</p>
      ) : (
        root && <Opened channel={channel} root={root} />
      )}
    </PaneFrame>
  );
}

function Opened({ channel, root }: { channel: Channel; root: Message }) {
  const thread = useThread(root);
  const threadId = thread?.channelId;
  const place = useMemo(() => placeOf(channel, root.id, threadId), [channel, root.id, threadId]);
  const takesPart = useTakingPart();
  const [editing, setEditing] = useState<string>();
  // What was begun before there was a thread goes on in it.
  useEffect(() => {
    if (threadId === undefined) return;
    moveDraft(root.id, threadId);
    moveTray(root.id, threadId);
  }, [root.id, threadId]);
  return (
    <DropZone
      label="Drop the files to answer with them"
      onFiles={takesPart ? (files) => void attach(place.id, files) : undefined}
    >
      <Root message={root} />
      <div className="flex min-h-11 shrink-0 items-center justify-between gap-2 ps-4 pe-2 text-sm text-muted md:ps-5">
        <span>{thread && thread.replyCount > 0 ? repliesOf(thread) : 'No replies yet'}</span>
        {thread && <FollowButton thread={thread} />}
      </div>
      {thread ? (
        <Replies key={thread.channelId} place={place} thread={thread} editing={editing} onEdit={setEditing} />
      ) : (
        <p className="flex-1 px-4 text-muted md:px-5">
          What you write here stands under this message, beside the conversation.
        </p>
      )}
      <ReplyBox
        place={place}
        thread={thread}
        channel={channel}
        rootId={root.id}
        onEditLast={() => setEditing(lastOwn(client.messages(place.id), client.me?.id)?.id)}
      />
    </DropZone>
  );
}

/** A thread as the list and the box know conversations: its people and its team are those of the channel that it hangs under. */
function placeOf(channel: Channel, rootMessageId: string, threadId: string | undefined): Channel {
  const id = threadId ?? rootMessageId;
  return { ...channel, id, kind: 'thread', parentId: channel.id, rootMessageId, name: 'the thread', isGeneral: false };
}
