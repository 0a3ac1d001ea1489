import type { Message } from '@parley/client';
import { gist } from '../message/gist.js';
import { usePane } from '../frame/pane.js';
import { Avatar } from '../media/avatar.js';
import { ThreadFaces } from './thread-faces.js';
import { ThreadFigures } from './thread-figures.js';
import { useThread } from './use-thread.js';

/** A thread in a list: the message that it hangs under, and how much hangs there. */
export function ThreadEntry({ root }: { root: Message }) {
  const [, open] = usePane();
  const thread = useThread(root);
  return (
    <li>
      <button
        type="button"
        onClick={() => open({ kind: 'thread', of: root.id })}
        className="flex w-full gap-3 rounded-lg px-2.5 py-2 text-start hover:bg-hover"
      >
        <Avatar user={root.author} className="mt-0.5 size-8" />
        <span className="grid min-w-0 flex-1">
          <bdi className="truncate font-medium">{root.author.displayName}</bdi>
          <span className="line-clamp-2 text-muted">{gist(root)}</span>
          {thread && (
            <span className="flex items-center gap-2 pt-0.5 text-sm text-muted">
              <ThreadFigures thread={thread} />
              <ThreadFaces thread={thread} />
            </span>
          )}
        </span>
      </button>
    </li>
  );
}
