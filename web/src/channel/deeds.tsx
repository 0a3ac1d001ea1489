import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import type { Message } from '@parley/client';
import { client, quietly } from '../session/parley.js';
import { linkTo } from './jump.js';
import { DeedsProvider, type Deeds } from './row-actions.js';

// Loaded when it is wanted, not with every conversation.
const DeleteDialog = lazy(() => import('./delete-dialog.js'));

interface Props {
  onEdit: (messageId: string) => void;
  onUnread: (message: Message) => void;
  /** Says a few words about what was done. */
  tell: (notice: string) => void;
  children: ReactNode;
}

/** Does what is chosen for a message, and asks where there is something to ask. */
export function DeedsOfConversation({ onEdit, onUnread, tell, children }: Props) {
  const [deleting, setDeleting] = useState<Message>();
  const deeds = useMemo<Deeds>(
    () => ({
      edit: ({ id }) => onEdit(id),
      remove: setDeleting,
      copyText: ({ body }) =>
        void copy(body).then(
          () => tell('Text copied.'),
          () => tell(REFUSED),
        ),
      copyLink: ({ id }) =>
        void copy(linkTo(id)).then(
          () => tell('Link copied.'),
          () => tell(REFUSED),
        ),
      markUnread: (message) => {
        onUnread(message);
        quietly(client.command('channel.unread', { channelId: message.channelId, seq: message.seq }));
        tell('Marked as unread from here.');
      },
    }),
    [onEdit, onUnread, tell],
  );

  return (
    <DeedsProvider value={deeds}>
      {children}
      {deleting && (
        <Suspense>
          <DeleteDialog message={deleting} onClose={() => setDeleting(undefined)} />
        </Suspense>
      )}
    </DeedsProvider>
  );
}

/** Browsers have no clipboard at all for pages that come without encryption from another machine. */
async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}

const REFUSED = 'The browser did not allow copying.';
