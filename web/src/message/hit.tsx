import type { ReactNode } from 'react';
import type { Message } from '@parley/client';
import { quietly } from '../session/parley.js';
import { jumpTo } from '../frame/jump.js';
import { Avatar } from '../media/avatar.js';
import { dayOf, momentOf, shortTimeOf } from '../ui/time.js';

interface Props {
  message: Message;
  /** Where it stands, if that is not plain from around here. */
  place?: string;
  /** What is shown of it. */
  children: ReactNode;
}

/** A message in a list beside the conversation; a click leads to its place. */
export function Hit({ message, place, children }: Props) {
  const { id, channelId, author, createdAt } = message;
  const day = dayOf(createdAt);
  return (
    <button
      type="button"
      onClick={() => quietly(jumpTo(id, channelId))}
      className="flex min-w-0 flex-1 gap-3 rounded-lg px-2.5 py-2 text-start hover:bg-hover"
    >
      <Avatar user={author} className="mt-0.5 size-8" />
      <span className="grid min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <bdi className="truncate font-medium">{author.displayName}</bdi>
          <time dateTime={createdAt} title={momentOf(createdAt)} className="shrink-0 text-xs text-muted tabular-nums">
            {day === 'Today' ? shortTimeOf(createdAt) : day}
          </time>
        </span>
        {place !== undefined && <bdi className="truncate text-xs text-muted">{place}</bdi>}
        <span className="line-clamp-3 text-muted">{children}</span>
      </span>
    </button>
  );
}
