import type { Channel, CommandReply } from '@parley/client';
import { gist } from '../channel/gist.js';
import { rememberMessage } from '../channel/use-message.js';
import { client, useParley } from '../session/parley.js';
import { usePane } from '../shell/pane.js';
import { PaneFrame } from '../shell/pane-frame.js';
import { Avatar } from '../ui/avatar.js';
import { MorePages, usePages } from '../ui/pages.js';
import { dayOf, shortTimeOf } from '../ui/time.js';
import { repliesOf, useThread } from './use-thread.js';

type Listed = CommandReply<'thread.list'>['items'][number];

/** The threads of a channel: those with the latest reply first. */
export default function ThreadsPane({ channel }: { channel: Channel }) {
  const { id: channelId } = channel;
  const pages = usePages(channelId, async (after) => {
    const answer = await client.command('thread.list', { channelId, limit: 30, ...(after && { after }) });
    for (const { root } of answer.items) rememberMessage(root);
    return answer;
  });
  const items = pages.items.filter(({ thread }) => thread.replyCount > 0);
  return (
    <PaneFrame title="Threads">
      {pages.isDone && items.length === 0 && (
        <p className="p-4 text-muted">
          No threads yet. Point at a message and choose “Reply in a thread” to answer without filling the channel.
        </p>
      )}
      <ul className="grid grid-cols-1 gap-px p-2">
        {items.map((item) => (
          <li key={item.root.id}>
            <Entry {...item} />
          </li>
        ))}
      </ul>
      <MorePages pages={pages} />
    </PaneFrame>
  );
}

function Entry({ root, thread: listed }: Listed) {
  const [, open] = usePane();
  const thread = useThread(root) ?? listed;
  const unread = useParley(() => client.unread(thread.channelId));
  const last = thread.lastReplyAt;
  return (
    <button
      type="button"
      onClick={() => open({ kind: 'thread', of: root.id })}
      className="flex w-full gap-3 rounded-lg px-2.5 py-2 text-start hover:bg-hover"
    >
      <Avatar user={root.author} className="mt-0.5 size-8" />
      <span className="grid min-w-0 flex-1">
        <bdi className="truncate font-medium">{root.author.displayName}</bdi>
        <span className="line-clamp-2 text-muted">{gist(root)}</span>
        <span className="flex items-center gap-2 pt-0.5 text-sm text-muted">
          <span className="font-medium text-accent">{repliesOf(thread)}</span>
          {unread > 0 && (
            <span className="rounded-full bg-accent px-1.5 text-xs leading-5 text-on-accent">{unread} new</span>
          )}
          {last !== null && <span>last {dayOf(last) === 'Today' ? shortTimeOf(last) : dayOf(last).toLowerCase()}</span>}
        </span>
      </span>
    </button>
  );
}
