import { useCallback, type ReactNode } from 'react';
import type { Channel } from '@parley/client';
import { rememberMessage, useMessage } from '../message/use-message.js';
import { client } from '../session/parley.js';
import { PaneFrame } from '../frame/pane-frame.js';
import { More } from '../ui/more.js';
import { usePages } from '../ui/use-pages.js';
import { ThreadEntry } from './thread-entry.js';
import { useUnreadThreads } from './unread-threads.js';

/** The threads of a channel: those with the latest reply first. */
export default function ThreadsPane({ channel }: { channel: Channel }) {
  const { id: channelId } = channel;
  const load = useCallback(
    async (after?: string) => {
      const answer = await client.command('thread.list', { channelId, limit: 30, ...(after && { after }) });
      for (const { root } of answer.items) rememberMessage(root);
      return answer;
    },
    [channelId],
  );
  const pages = usePages(load, ({ root }) => root.id);
  const unread = useUnreadThreads(channelId);
  const items = pages.items?.filter(({ thread }) => thread.replyCount > 0);
  return (
    <PaneFrame title="Threads">
      {unread.length > 0 && (
        <Section title="New for you">
          {unread.map((rootId) => (
            <Unread key={rootId} rootId={rootId} channelId={channelId} />
          ))}
        </Section>
      )}
      <Section title={unread.length > 0 ? 'All' : undefined}>
        {items?.map(({ root }) => (
          <ThreadEntry key={root.id} root={root} />
        ))}
      </Section>
      <div className="grid px-4 pb-4">
        <More
          pages={{ ...pages, items }}
          empty="No threads yet. Point at a message and choose “Reply in a thread” to answer without filling the channel."
        />
      </div>
    </PaneFrame>
  );
}

function Section({ title, children }: { title: string | undefined; children: ReactNode }) {
  return (
    <>
      {title !== undefined && <h3 className="px-4 pt-3 text-xs font-semibold text-muted">{title}</h3>}
      <ul className="grid grid-cols-1 gap-px p-2">{children}</ul>
    </>
  );
}

function Unread({ rootId, channelId }: { rootId: string; channelId: string }) {
  const root = useMessage(rootId, channelId);
  return root && root !== 'gone' ? <ThreadEntry root={root} /> : null;
}
