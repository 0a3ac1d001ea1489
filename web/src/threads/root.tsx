import type { Message } from '@parley/client';
import { Body } from '../channel/body.js';
import { Avatar } from '../ui/avatar.js';
import { momentOf, timeOf, dayOf } from '../ui/time.js';

/** The message that a thread hangs under, at the head of it. */
export function Root({ message }: { message: Message }) {
  const { author, createdAt } = message;
  return (
    <article className="flex max-h-[40%] shrink-0 gap-3 overflow-y-auto border-b border-line px-4 py-3 md:px-5">
      <Avatar user={author} className="mt-0.5 size-9" />
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2 leading-snug">
          <bdi className="truncate font-semibold">{author.displayName}</bdi>
          <time dateTime={createdAt} title={momentOf(createdAt)} className="shrink-0 text-xs text-muted tabular-nums">
            {dayOf(createdAt) === 'Today' ? '' : `${dayOf(createdAt)}, `}
            {timeOf(createdAt)}
          </time>
        </p>
        <Body message={message} isRoot />
      </div>
    </article>
  );
}
