import type { Message } from '@parley/client';
import { MessagesSquare } from 'lucide-react';
import { usePane } from '../frame/pane.js';
import { ThreadFaces } from './thread-faces.js';
import { ThreadFigures } from './thread-figures.js';
import { useThread } from './use-thread.js';

/** Under a message: what hangs there, what of it is new, and the way in. */
export function ThreadLine({ root }: { root: Message }) {
  const thread = useThread(root);
  const [, open] = usePane();
  if (!thread || thread.replyCount === 0) return null;
  return (
    <button
      type="button"
      onClick={() => open({ kind: 'thread', of: root.id })}
      className="mt-1 flex min-h-7 items-center gap-2 rounded-lg border border-transparent py-0.5 pe-2 text-sm text-muted hover:border-line hover:bg-raised hover:ps-2 pointer-coarse:min-h-11"
    >
      <MessagesSquare size={15} className="text-accent" aria-hidden="true" />
      <ThreadFigures thread={thread} />
      <ThreadFaces thread={thread} />
    </button>
  );
}
