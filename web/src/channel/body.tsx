import type { Message } from '@parley/client';
import { momentOf } from '../ui/time.js';
import { Markdown } from './markdown.js';
import { Reactions } from './reactions.js';

/** What a message says, or that it says nothing any more. */
export function Body({ message }: { message: Message }) {
  const { body, deletedAt, editedAt } = message;
  if (deletedAt !== null) return <p className="text-muted italic">This message was deleted.</p>;
  return (
    <>
      <Markdown text={body} />
      {editedAt !== null && (
        <p className="text-xs text-muted" title={momentOf(editedAt)}>
          (edited)
        </p>
      )}
      <Reactions message={message} />
    </>
  );
}
