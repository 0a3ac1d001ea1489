import type { ReactNode } from 'react';
import type { Message } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { momentOf, timeOf } from '../ui/time.js';

/** What the server tells in a timeline: the JSON body of a system message. */
interface ChannelEvent {
  event?: string;
  userId?: string;
  reason?: string;
  to?: string;
  topic?: string;
  visibility?: string;
}

/** A system message as a sentence. */
export function SystemLine({ message }: { message: Message }) {
  const { event, userId = '', reason, to, topic, visibility } = readEvent(message.body);
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
    message_pinned: <>{author} pinned a message.</>,
  };
  return (
    <p className="flex items-baseline gap-2 px-4 py-1 ps-16 text-sm text-muted md:ps-17">
      <span>{sentences[event ?? ''] ?? 'Something changed in this channel.'}</span>
      <time dateTime={message.createdAt} title={momentOf(message.createdAt)} className="text-xs tabular-nums">
        {timeOf(message.createdAt)}
      </time>
    </p>
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
