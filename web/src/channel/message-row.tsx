import { lazy, memo, Suspense, useState, type KeyboardEvent } from 'react';
import type { Message } from '@parley/client';
import { Pencil, Trash2 } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import { Avatar } from '../ui/avatar.js';
import { IconButton } from '../ui/button.js';
import { momentOf, shortTimeOf, timeOf } from '../ui/time.js';
import { Body } from './body.js';
import { SystemLine } from './system-line.js';

// Loaded when they are wanted, not with every conversation.
const MessageEditor = lazy(() => import('./message-editor.js'));
const DeleteDialog = lazy(() => import('./delete-dialog.js'));

interface Props {
  message: Message;
  day: string | undefined;
  leads: boolean;
  /** Whether one may delete what others wrote. */
  mayDelete: boolean;
  isEditing: boolean;
  onEdit: (messageId: string | undefined) => void;
}

/** One message. It is drawn again only when it, or its place among its neighbours, has changed. */
export const MessageRow = memo(function MessageRow({ message, day, leads, mayDelete, isEditing, onEdit }: Props) {
  const [deleting, setDeleting] = useState(false);
  const isMine = useParley(() => client.me?.id === message.author.id);
  const isAlive = message.kind === 'text' && message.deletedAt === null;
  const canEdit = isMine && isAlive;
  const canDelete = (isMine || mayDelete) && isAlive;

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'e' && canEdit) onEdit(message.id);
    else if (event.key === 'Delete' && canDelete) setDeleting(true);
    else return;
    event.preventDefault();
  }

  return (
    <li>
      {day !== undefined && <DayLine day={day} />}
      {message.kind === 'system' ? (
        <SystemLine message={message} />
      ) : (
        <article
          id={`message-${message.id}`}
          tabIndex={-1}
          aria-keyshortcuts={canEdit ? 'e Delete' : undefined}
          onKeyDown={onKeyDown}
          className={`group relative flex gap-3 px-4 hover:bg-panel focus:bg-panel focus:outline-none focus-visible:bg-panel md:px-5 ${
            leads ? 'mt-3 pt-0.5 pb-0.5' : 'py-0.5'
          }`}
        >
          <Margin message={message} leads={leads} />
          <div className="min-w-0 flex-1">
            {leads && <Heading message={message} />}
            {isEditing ? (
              <Suspense fallback={<Body message={message} />}>
                <MessageEditor message={message} onDone={() => onEdit(undefined)} />
              </Suspense>
            ) : (
              <Body message={message} />
            )}
          </div>
          {!isEditing && (canEdit || canDelete) && (
            <div className="pointer-events-none absolute end-4 -top-3 flex rounded-lg border border-line bg-raised opacity-0 shadow-sm group-focus-within:pointer-events-auto group-focus-within:opacity-100 group-hover:pointer-events-auto group-hover:opacity-100">
              {canEdit && (
                <IconButton label="Edit" tabIndex={-1} className="size-8" onClick={() => onEdit(message.id)}>
                  <Pencil size={15} />
                </IconButton>
              )}
              {canDelete && (
                <IconButton label="Delete" tabIndex={-1} className="size-8" onClick={() => setDeleting(true)}>
                  <Trash2 size={15} />
                </IconButton>
              )}
            </div>
          )}
        </article>
      )}
      {deleting && (
        <Suspense>
          <DeleteDialog message={message} onClose={() => setDeleting(false)} />
        </Suspense>
      )}
    </li>
  );
});

function DayLine({ day }: { day: string }) {
  return (
    <h3 className="mx-4 mt-5 mb-1 flex items-center gap-3 text-xs font-semibold text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line md:mx-5">
      {day}
    </h3>
  );
}

function Margin({ message, leads }: { message: Message; leads: boolean }) {
  if (leads) return <Avatar user={message.author} className="mt-0.5 size-9" />;
  return (
    <time
      dateTime={message.createdAt}
      title={momentOf(message.createdAt)}
      className="w-9 shrink-0 pt-0.5 text-end text-xs whitespace-nowrap text-muted tabular-nums opacity-0 group-hover:opacity-100 group-focus:opacity-100"
    >
      {shortTimeOf(message.createdAt)}
    </time>
  );
}

function Heading({ message: { author, createdAt } }: { message: Message }) {
  return (
    <p className="flex items-baseline gap-2 leading-snug">
      <bdi className="truncate font-semibold" title={`@${author.username}`}>
        {author.displayName}
      </bdi>
      <time dateTime={createdAt} title={momentOf(createdAt)} className="shrink-0 text-xs text-muted tabular-nums">
        {timeOf(createdAt)}
      </time>
    </p>
  );
}
