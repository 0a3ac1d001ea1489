import { useEffect, useState, type RefObject } from 'react';
import { Popover, PopoverHeading, usePopoverStore } from '@ariakit/react';
import type { CommandReply } from '@parley/client';
import { PresenceDot, wordsOf } from '../presence/presence-dot.js';
import { usePresence } from '../presence/presence.js';
import { client, quietly, useParley } from '../session/parley.js';
import { Avatar } from '../media/avatar.js';
import { agoOf } from '../ui/time.js';
import { CardWay } from './card-way.js';
import { StatusLine } from './status-line.js';

interface Props {
  userId: string;
  teamId: string | null | undefined;
  /** What it was opened with: it stands beside it, and gives the focus back. */
  trigger: RefObject<HTMLButtonElement | null>;
  onClose: () => void;
}

/** Who somebody is, and the way to a word with them. */
export default function Card({ userId, teamId, trigger, onClose }: Props) {
  const placement = matchMedia('(width < 40rem)').matches ? 'bottom-start' : 'right-start';
  const popover = usePopoverStore({ open: true, placement, setOpen: (open) => open || onClose() });
  const profile = useProfile(userId);
  const user = useParley(() => client.state.users[userId]) ?? profile;
  return (
    <Popover
      store={popover}
      getAnchorRect={() => trigger.current?.getBoundingClientRect() ?? null}
      finalFocus={trigger}
      hideOnInteractOutside={(event) => !trigger.current?.contains(event.target as Node)}
      portal
      gutter={8}
      overflowPadding={12}
      className="z-40 w-72 max-w-[calc(100vw-1.5rem)] rounded-2xl border border-line bg-raised p-4 shadow-2xl outline-none"
    >
      {user ? (
        <div className="grid grid-cols-1 gap-4">
          <div className="flex min-h-16 items-center gap-3.5">
            <span className="relative shrink-0 self-start">
              <Avatar user={user} className="size-16" />
              <PresenceDot userId={userId} className="ring-raised" />
            </span>
            <div className="grid min-w-0">
              <PopoverHeading className="line-clamp-4 text-lg leading-snug font-semibold tracking-tight">
                <bdi>{user.displayName}</bdi>
              </PopoverHeading>
              <span className="truncate text-sm text-muted">@{user.username}</span>
              <Role role={profile?.sharedTeams.find((team) => team.teamId === teamId)?.role} />
            </div>
          </div>
          <StatusLine status={user.status} />
          <Whereabouts userId={userId} lastSeenAt={profile?.lastSeenAt ?? null} />
          <CardWay userId={userId} onDone={onClose} />
        </div>
      ) : (
        <PopoverHeading className="text-muted">You have nothing in common with this person any more.</PopoverHeading>
      )}
    </Popover>
  );
}

type Profile = CommandReply<'user.open'>;

/** What the server tells of somebody besides what is known here; undefined before, and of whom it tells nothing. */
function useProfile(userId: string): Profile | undefined {
  const [profile, setProfile] = useState<Profile>();
  useEffect(() => quietly(client.command('user.open', { userId }).then(setProfile)), [userId]);
  return profile;
}

/** What they are in the team in which they are met, unless it is what everybody is. */
function Role({ role }: { role: string | undefined }) {
  if (!role || role === 'member') return null;
  return (
    <span className="mt-1 justify-self-start rounded-full bg-accent-soft px-2 text-xs leading-5 font-medium text-accent capitalize">
      {role}
    </span>
  );
}

function Whereabouts({ userId, lastSeenAt }: { userId: string; lastSeenAt: string | null }) {
  const words = wordsOf(usePresence(userId));
  return (
    <p className="text-sm text-muted">
      <span className="first-letter:uppercase inline-block">
        {words ?? (lastSeenAt ? `last here ${agoOf(lastSeenAt)}` : 'offline')}
      </span>
    </p>
  );
}
