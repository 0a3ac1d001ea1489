import { lazy, Suspense, useState } from 'react';
import type { Channel, Team } from '@parley/client';
import { Plus, UserPlus } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { ChannelIcon } from '../channel/channel-icon.js';
import { client, useParley } from '../session/parley.js';
import { dmName, dmPath, pathOf } from '../session/places.js';
import { IconButton } from '../ui/button.js';
import { UnreadBadge } from './unread.js';

// Few open them, and rarely.
const InviteDialog = lazy(() => import('../invite/invite-dialog.js'));
const NewChannelDialog = lazy(() => import('../channel/new-channel-dialog.js'));

/** Who may ask people in, by docs/permissions.md; the server decides. */
const mayInvite = new Set(['owner', 'admin', 'moderator', 'teacher']);

/** A team's channels and what one may do about them, and one's conversations beside the teams. */
export function ChannelList({ team }: { team: Team }) {
  const channels = useParley(() => client.channels(team.id));
  const dms = useParley(() => client.dms());
  const role = useParley(() => client.state.teamMemberships[team.id]?.role);
  const [dialog, setDialog] = useState<'invite' | 'channel'>();
  const close = (): void => setDialog(undefined);
  return (
    <>
      <h1 className="flex h-14 shrink-0 items-center border-b border-line px-4 font-semibold tracking-tight">
        <bdi className="truncate">{team.name}</bdi>
      </h1>
      <div className="flex-1 overflow-y-auto p-2">
        {role !== undefined && mayInvite.has(role) && (
          <button
            type="button"
            onClick={() => setDialog('invite')}
            className="mb-2 flex w-full items-center gap-2.5 rounded-lg px-2.5 py-2 font-medium text-accent hover:bg-hover"
          >
            <UserPlus size={17} /> Invite people
          </button>
        )}
        <div className="flex items-center justify-between ps-2.5">
          <h2 className="text-xs font-semibold tracking-wide text-muted uppercase">Channels</h2>
          {role !== 'guest' && role !== 'student' && (
            <IconButton label="New channel" className="size-8" onClick={() => setDialog('channel')}>
              <Plus size={16} />
            </IconButton>
          )}
        </div>
        <ul className="grid grid-cols-1 gap-px">
          {channels.map((channel) => (
            <li key={channel.id}>
              <ChannelLink channel={channel} path={pathOf(team, channel)} />
            </li>
          ))}
        </ul>
        {dms.length > 0 && (
          <>
            <h2 className="mt-4 mb-1 ps-2.5 text-xs font-semibold tracking-wide text-muted uppercase">Messages</h2>
            <ul className="grid grid-cols-1 gap-px">
              {dms.map((dm) => (
                <li key={dm.id}>
                  <ChannelLink channel={dm} name={dmName(dm)} path={dmPath(dm)} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <Suspense>
        {dialog === 'invite' && <InviteDialog team={team} onClose={close} />}
        {dialog === 'channel' && <NewChannelDialog team={team} onClose={close} />}
      </Suspense>
    </>
  );
}

interface LinkProps {
  channel: Channel;
  path: string;
  name?: string;
}

function ChannelLink({ channel, path, name = channel.name }: LinkProps) {
  const [here] = useLocation();
  const unread = useParley(() => client.unread(channel.id) > 0);
  const isCurrent = here === path;
  const look = isCurrent
    ? 'bg-accent-soft font-medium'
    : unread
      ? 'font-semibold hover:bg-hover'
      : 'text-muted hover:bg-hover';
  return (
    <Link
      href={path}
      aria-current={isCurrent ? 'page' : undefined}
      className={`flex min-h-9 items-center gap-2 rounded-lg px-2.5 ${look}`}
    >
      <ChannelIcon channel={channel} />
      <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
      <UnreadBadge channels={[channel]} />
    </Link>
  );
}
