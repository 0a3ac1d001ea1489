import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import type { Message } from '@parley/client';
import { client, quietly } from '../session/parley.js';
import { linkTo } from './jump.js';
import { Notice, useNotice } from './notice.js';
import { DeedsProvider, type Deeds } from './row-actions.js';

// Loaded when it is wanted, not with every conversation.
const DeleteDialog = lazy(() => import('./delete-dialog.js'));

interface Props {
  onEdit: (messageId: string) => void;
  onUnread: (message: Message) => void;
  children: ReactNode;
}

/** Does what is chosen for a message, and asks and tells what there is to ask and tell. */
export function DeedsOfConversation({ onEdit, onUnread, children }: Props) {
  const [deleting, setDeleting] = useState<Message>();
  const [notice, tell] = useNotice();
  const deeds = useMemo<Deeds>(
    () => ({
      edit: ({ id }) => onEdit(id),
      remove: setDeleting,
      copyText: ({ body }) => void copy(body, 'Text copied.'),
      copyLink: ({ id }) => void copy(linkTo(id), 'Link copied.'),
      markUnread: (message) => {
        onUnread(message);
        quietly(client.command('channel.unread', { channelId: message.channelId, seq: message.seq }));
        tell('Marked as unread from here.');
      },
    }),
    [onEdit, onUnread, tell],
  );

  /** Browsers refuse it to pages that come without encryption from elsewhere than this machine. */
  async function copy(text: string, done: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      tell(done);
    } catch {
      tell('The browser did not allow copying.');
    }
  }

  return (
    <DeedsProvider value={deeds}>
      {children}
      <Notice text={notice} />
      {deleting && (
        <Suspense>
          <DeleteDialog message={deleting} onClose={() => setDeleting(undefined)} />
        </Suspense>
      )}
    </DeedsProvider>
  );
}
