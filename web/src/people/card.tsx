import { useEffect, useState, type RefObject } from 'react';
import { Popover, PopoverHeading, usePopoverStore } from '@ariakit/react';
import type { CommandReply } from '@parley/client';
import { MessageCircle, Pencil } from 'lucide-react';
import { useLocation } from 'wouter';
import { PresenceDot, wordsOf } from '../presence/presence-dot.js';
import { usePresence } from '../presence/presence.js';
import { client, quietly, useParley } from '../session/parley.js';
import { dmPath } from '../session/places.js';
import { Avatar } from '../ui/avatar.js';
import { Button } from '../ui/button.js';
import { sentenceOf } from '../ui/problem.js';
import { agoOf } from '../ui/time.js';
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
  const popover = usePopoverStore({ open: true, placement: 'right-start', setOpen: (open) => open || onClose() });
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
          <div className="flex items-center gap-3.5">
            <span className="relative">
              <Avatar user={user} className="size-16" />
              <PresenceDot userId={userId} className="ring-raised" />
            </span>
            <div className="grid min-w-0">
              <PopoverHeading className="truncate text-lg leading-snug font-semibold tracking-tight">
                <bdi>{user.displayName}</bdi>
              </PopoverHeading>
              <span className="truncate text-sm text-muted">@{user.username}</span>
              <Role userId={userId} teamId={teamId} />
            </div>
          </div>
          <StatusLine status={user.status} />
          <Whereabouts userId={userId} lastSeenAt={profile?.lastSeenAt ?? null} />
          <Way userId={userId} onDone={onClose} />
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

function Role({ userId, teamId }: Pick<Props, 'userId' | 'teamId'>) {
  const role = useParley(() => {
    const member = teamId ? client.state.teamMembers[teamId]?.[userId] : undefined;
    return member && 'role' in member ? member.role : undefined;
  });
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

/** To a conversation with them, or of oneself to what others see. */
function Way({ userId, onDone }: { userId: string; onDone: () => void }) {
  const isMe = useParley(() => client.me?.id === userId);
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function talk(): Promise<void> {
    setBusy(true);
    try {
      const { channel } = await client.command('dm.open', { userIds: [userId] });
      await client.until(() => client.dms().some(({ id }) => id === channel.id));
      onDone();
      navigate(dmPath(channel));
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  }

  function edit(): void {
    onDone();
    navigate('/settings/profile');
  }

  return (
    <>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
      <Button
        look={isMe ? 'plain' : 'primary'}
        disabled={busy}
        onClick={() => (isMe ? edit() : void talk())}
        className="flex items-center justify-center gap-2"
      >
        {isMe ? <Pencil size={16} aria-hidden="true" /> : <MessageCircle size={16} aria-hidden="true" />}
        {isMe ? 'Edit profile' : 'Message'}
      </Button>
    </>
  );
}
