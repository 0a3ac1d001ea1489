import type { ReactNode } from 'react';
import type { User } from '@parley/client';
import { PresenceDot } from '../presence/presence-dot.js';
import { client, useParley } from '../session/parley.js';
import { Avatar } from '../media/avatar.js';
import { UserCard } from './user-card.js';

interface Props {
  user: User;
  teamId?: string | null;
  /** What they are here, in a word or two. */
  note?: ReactNode;
  /** What can be done with them. */
  children?: ReactNode;
}

/** Somebody in a list of people, who opens as a card. Called as they are now, also where the list is older. */
export function PersonRow({ user, teamId, note, children }: Props) {
  const current = useParley(() => client.state.users[user.id]) ?? user;
  return (
    <div className="flex min-h-12 items-center gap-2">
      <UserCard userId={user.id} teamId={teamId} className="flex min-w-0 flex-1 items-center gap-3 p-1 hover:bg-hover">
        <span className="relative shrink-0">
          <Avatar user={current} />
          <PresenceDot userId={user.id} />
        </span>
        <span className="grid min-w-0 leading-tight">
          <bdi className="truncate font-medium">{current.displayName}</bdi>
          <span className="truncate text-sm text-muted">
            @{current.username}
            {note && <> · {note}</>}
          </span>
        </span>
      </UserCard>
      {children}
    </div>
  );
}
