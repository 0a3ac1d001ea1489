import type { Message } from '@parley/client';
import { MessageSquareText } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import { usePane } from '../shell/pane.js';
import { momentOf, shortTimeOf, dayOf } from '../ui/time.js';
import { repliesOf, useThread } from './use-thread.js';

/** Under a message: what hangs there, what of it is new, and the way in. */
export function ThreadLine({ root }: { root: Message }) {
  const thread = useThread(root);
  const unread = useParley(() => (thread ? client.unread(thread.channelId) : 0));
  const [, open] = usePane();
  if (!thread || thread.replyCount === 0) return null;
  const { lastReplyAt } = thread;
  return (
    <button
      type="button"
      onClick={() => open({ kind: 'thread', of: root.id })}
      className="mt-1 flex min-h-7 items-center gap-2 rounded-lg border border-transparent py-0.5 pe-2 text-sm text-muted hover:border-line hover:bg-raised hover:ps-2 pointer-coarse:min-h-10"
    >
      <MessageSquareText size={15} className="text-accent" aria-hidden="true" />
      <span className="font-medium text-accent">{repliesOf(thread)}</span>
      {unread > 0 && (
        <span data-unread={unread} className="rounded-full bg-accent px-1.5 text-xs leading-5 text-on-accent">
          {unread} new
        </span>
      )}
      {lastReplyAt !== null && (
        <time dateTime={lastReplyAt} title={momentOf(lastReplyAt)} className="text-xs">
          last {dayOf(lastReplyAt) === 'Today' ? shortTimeOf(lastReplyAt) : dayOf(lastReplyAt).toLowerCase()}
        </time>
      )}
    </button>
  );
}
