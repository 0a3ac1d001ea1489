import type { Thread } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { dayOf, momentOf, shortTimeOf } from '../ui/time.js';
import { repliesOf } from './use-thread.js';

/** How many replies there are, how many of them are new for oneself, and when the last one came. */
export function ThreadFigures({ thread }: { thread: Thread }) {
  const { channelId, lastReplyAt } = thread;
  const unread = useParley(() => client.unread(channelId));
  return (
    <>
      <span className="font-medium text-accent">{repliesOf(thread)}</span>
      {unread > 0 && (
        <span
          data-unread={unread}
          className="rounded-full bg-accent px-1.5 text-xs leading-5 font-medium text-on-accent"
        >
          {unread} new
        </span>
      )}
      {lastReplyAt !== null && (
        <time dateTime={lastReplyAt} title={momentOf(lastReplyAt)} className="text-xs">
          last {dayOf(lastReplyAt) === 'Today' ? shortTimeOf(lastReplyAt) : dayOf(lastReplyAt).toLowerCase()}
        </time>
      )}
    </>
  );
}
