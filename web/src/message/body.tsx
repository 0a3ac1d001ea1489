import { Suspense } from 'react';
import type { Message } from '@parley/client';
import { Placeholder } from '../media/placeholder.js';
import { SpokenIn } from '../mentions/spoken.js';
import { Reactions } from '../reactions/reactions.js';
import { ThreadLine } from '../threads/thread-line.js';
import { lazily } from '../ui/lazily.js';
import { Edited } from './edited.js';
import { isLong, Long } from './long.js';
import { Markdown } from './markdown.js';
import { NoAttachments } from './no-attachments.js';
import { Quote } from './quote.js';

// Many conversations have none.
const Attachments = lazily(
  () => import('../media/attachments.js'),
  ({ message }, again) => <NoAttachments attachments={message.attachments} again={again} />,
);

/** What a message says, or that it says nothing any more, and what hangs on it. `isRoot`: its thread stands right below. */
export function Body({ message, isRoot = false }: { message: Message; isRoot?: boolean }) {
  const { id, body, attachments, deletedAt, editedAt, replyToId, channelId } = message;
  const thread = !isRoot && <ThreadLine root={message} />;
  if (deletedAt !== null)
    return (
      <>
        <p className="text-muted italic">This message was deleted.</p>
        {thread}
      </>
    );
  const text = <Markdown text={body} />;
  return (
    <>
      {replyToId !== null && <Quote messageId={replyToId} channelId={channelId} />}
      {body !== '' && <SpokenIn value={message}>{isLong(body) ? <Long messageId={id}>{text}</Long> : text}</SpokenIn>}
      {editedAt !== null && <Edited messageId={message.id} at={editedAt} />}
      {attachments.length > 0 && (
        <Suspense fallback={<Placeholder attachments={attachments} />}>
          <Attachments message={message} />
        </Suspense>
      )}
      <Reactions message={message} />
      {thread}
    </>
  );
}
