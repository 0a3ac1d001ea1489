import { lazy, Suspense } from 'react';
import type { Message } from '@parley/client';
import { Reactions } from '../reactions/reactions.js';
import { momentOf } from '../ui/time.js';
import { Markdown } from './markdown.js';

// Many conversations have none.
const Attachments = lazy(() => import('../media/attachments.js'));

/** What a message says, or that it says nothing any more. */
export function Body({ message }: { message: Message }) {
  const { body, attachments, deletedAt, editedAt } = message;
  if (deletedAt !== null) return <p className="text-muted italic">This message was deleted.</p>;
  return (
    <>
      {body !== '' && <Markdown text={body} />}
      {editedAt !== null && (
        <p className="text-xs text-muted" title={momentOf(editedAt)}>
          (edited)
        </p>
      )}
      {attachments.length > 0 && (
        <Suspense>
          <Attachments attachments={attachments} />
        </Suspense>
      )}
      <Reactions message={message} />
    </>
  );
}
