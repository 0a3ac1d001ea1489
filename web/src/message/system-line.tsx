import type { ReactNode } from 'react';
import type { Message } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { momentOf, timeOf } from '../ui/time.js';
import { callIn } from '../voice/call-button.js';
import { lengthOf } from '../voice/words.js';

/** What the server tells in a timeline: the JSON body of a system message. */
interface ChannelEvent {
  event?: string;
  userId?: string;
  reason?: string;
  to?: string;
  topic?: string;
  visibility?: string;
  seconds?: number;
}

/** A system message as a sentence. */
export function SystemLine({ message }: { message: Message }) {
  const { event, userId = '', reason, to, topic, visibility, seconds = 0 } = readEvent(message.body);
  const subject = useParley(() => client.state.users[userId]?.displayName) ?? 'Somebody';
  const author = <b className="font-medium text-ink">{message.author.displayName}</b>;
  const person = <b className="font-medium text-ink">{subject}</b>;
  const sentences: Record<string, ReactNode> = {
    member_joined: <>{person} joined.</>,
    member_left: <>{person} left.</>,
    member_added: (
      <>
        {author} added {person}.
      </>
    ),
    member_removed: (
      <>
        {author} removed {person}
        {reason ? `: ${reason}` : '.'}
      </>
    ),
    host_changed: (
      <>
        {author} handed the channel over to {person}.
      </>
    ),
    channel_renamed: (
      <>
        {author} renamed the channel: {to}
      </>
    ),
    topic_changed: topic ? (
      <>
        {author} set the topic: {topic}
      </>
    ) : (
      <>{author} removed the topic.</>
    ),
    visibility_changed: (
      <>
        {author} made the channel {visibility === 'request' ? 'one that is joined by asking' : visibility}.
      </>
    ),
    channel_archived: <>{author} archived the channel.</>,
    channel_restored: <>{author} restored the channel.</>,
    call_ended: (
      <>
        {author} called. You talked for {lengthOf(seconds)}.
      </>
    ),
    call_missed: <Missed message={message} />,
    message_pinned: <>{author} pinned a message.</>,
  };
  return (
    <p className="flex items-baseline gap-2 px-4 py-1 ps-16 text-sm text-muted md:ps-17">
      <span>{sentences[event ?? ''] ?? 'Something changed in this channel.'}</span>
      <time
        dateTime={message.createdAt}
        title={momentOf(message.createdAt)}
        className="shrink-0 text-xs whitespace-nowrap tabular-nums"
      >
        {timeOf(message.createdAt)}
      </time>
    </p>
  );
}

/** A call that nobody took, for who called and for who was called. */
function Missed({ message: { author, channelId } }: { message: Message }) {
  const isMine = author.id === client.me?.id;
  return (
    <>
      {isMine ? (
        <>You called. Nobody answered. </>
      ) : (
        <>
          You missed a call from <b className="font-medium text-ink">{author.displayName}</b>.{' '}
        </>
      )}
      <Button look="quiet" onClick={() => void callIn(channelId)}>
        {isMine ? 'Call again' : 'Call back'}
      </Button>
    </>
  );
}

/** A newer server may tell what this page does not know yet. */
function readEvent(body: string): ChannelEvent {
  try {
    return JSON.parse(body) as ChannelEvent;
  } catch {
    return {};
  }
}
