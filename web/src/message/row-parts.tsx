import type { ComponentProps } from 'react';
import type { Message } from '@parley/client';
import { StatusEmoji } from '../people/status-line.js';
import { UserCard } from '../people/user-card.js';
import { client, useParley } from '../session/parley.js';
import { Avatar } from '../media/avatar.js';
import { momentOf, shortTimeOf, timeOf } from '../ui/time.js';

export function DayLine({ day }: { day: string }) {
  return (
    <h3 className="mx-4 flex items-center gap-3 pt-5 pb-1 text-xs font-semibold text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line md:mx-5">
      {day}
    </h3>
  );
}

/** Above the first message that was not read when one came. */
export function NewLine() {
  return (
    <p className="mx-4 flex items-center gap-2 pt-3 text-xs font-semibold text-accent before:h-px before:flex-1 before:bg-accent md:mx-5">
      New messages
    </p>
  );
}

/** Left of a message: its author's picture, or, further down in a group, when it was said. */
export function Margin({ message, leads }: { message: Message; leads: boolean }) {
  // Their name opens the same card and is in the way of the Tab key; twice would be once too often.
  if (leads)
    return (
      <AuthorCard
        message={message}
        label={message.author.displayName}
        className="mt-0.5 self-start pointer-coarse:after:absolute pointer-coarse:after:-inset-1"
        tabIndex={-1}
      >
        <Avatar user={message.author} />
      </AuthorCard>
    );
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

/** `isReachable`: whether the Tab key gets to the name; not to all the names of a long conversation. */
export function Heading({ message, isReachable }: { message: Message; isReachable: boolean }) {
  const { author, createdAt } = message;
  return (
    <p className="flex items-baseline gap-2 leading-snug">
      <AuthorCard message={message} tabIndex={isReachable ? 0 : -1} className="min-w-0 hover:underline">
        <bdi className="block truncate font-semibold" title={`@${author.username}`}>
          {author.displayName}
        </bdi>
      </AuthorCard>
      <StatusEmoji status={author.status} />
      <time dateTime={createdAt} title={momentOf(createdAt)} className="shrink-0 text-xs text-muted tabular-nums">
        {timeOf(createdAt)}
      </time>
    </p>
  );
}

type AuthorProps = Omit<ComponentProps<typeof UserCard>, 'userId' | 'teamId'> & { message: Message };

/** Opens the card of who said it. */
function AuthorCard({ message: { author, channelId }, ...rest }: AuthorProps) {
  const teamId = useParley(() => client.state.channels[channelId]?.teamId);
  return <UserCard userId={author.id} teamId={teamId} {...rest} />;
}
