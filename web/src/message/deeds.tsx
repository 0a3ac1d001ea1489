import { Suspense, useMemo, useState, type ReactNode } from 'react';
import type { Message } from '@parley/client';
import { replyTo } from '../composer/replying.js';
import { react } from '../reactions/react.js';
import { client, quietly } from '../session/parley.js';
import { usePane } from '../frame/pane.js';
import { linkTo } from '../frame/jump.js';
import { copy } from '../ui/copy.js';
import { lazily } from '../ui/lazily.js';
import { sentenceOf } from '../ui/problem.js';
import { DeedsProvider, type Deeds } from './row-actions.js';

// Loaded when they are wanted, not with every conversation.
const DeleteDialog = lazily(() => import('./delete-dialog.js'));
const EmojiDialog = lazily(() => import('../emoji/emoji-dialog.js'));

const REFUSED = 'Your browser does not allow copying.';

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
  const [reacting, setReacting] = useState<Message>();
  const [, openPane] = usePane();
  const deeds = useMemo<Deeds>(
    () => ({
      react: setReacting,
      reply: (message) => replyTo(message.channelId, message),
      openThread: ({ id }) => openPane({ kind: 'thread', of: id }),
      pin: ({ id: messageId }, pinned) =>
        void client
          .command(pinned ? 'message.pin' : 'message.unpin', { messageId })
          .then(() => tell(pinned ? 'Pinned.' : 'Unpinned.'))
          .catch((error: unknown) => tell(sentenceOf(error))),
      edit: ({ id }) => onEdit(id),
      remove: setDeleting,
      copyText: ({ body }) => void copy(body).then((worked) => tell(worked ? 'Text copied.' : REFUSED)),
      copyLink: ({ id }) => void copy(linkTo(id)).then((worked) => tell(worked ? 'Link copied.' : REFUSED)),
      markUnread: (message) => {
        onUnread(message);
        quietly(client.command('channel.unread', { channelId: message.channelId, seq: message.seq }));
        tell('Marked as unread from here.');
      },
    }),
    [onEdit, onUnread, tell, openPane],
  );

  return (
    <DeedsProvider value={deeds}>
      {children}
      {reacting && (
        <Suspense>
          <EmojiDialog
            anchor={document.getElementById(`message-${reacting.id}`)}
            onChoose={(emoji) => void react(reacting, emoji, true)}
            onClose={() => setReacting(undefined)}
          />
        </Suspense>
      )}
      {deleting && (
        <Suspense>
          <DeleteDialog message={deleting} onClose={() => setDeleting(undefined)} />
        </Suspense>
      )}
    </DeedsProvider>
  );
}
