import { lazy, Suspense, useState } from 'react';
import type { Channel, Team } from '@parley/client';
import { Compass, Plus, Settings, UserPlus } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { ChannelIcon } from '../channel/channel-icon.js';
import { client, useParley } from '../session/parley.js';
import { dmName, dmPath, pathOf } from '../session/places.js';
import { IconButton } from '../ui/button.js';
import { UnreadBadge } from './unread.js';
import { WaitingBadge } from './waiting-badge.js';

// Few open them, and rarely.
const BrowseDialog = lazy(() => import('../browse/browse-dialog.js'));
const InviteDialog = lazy(() => import('../invite/invite-dialog.js'));
const NewChannelDialog = lazy(() => import('../channel/new-channel-dialog.js'));

/** A team's channels and what one may do about them, and one's conversations beside the teams. */
export function ChannelList({ team }: { team: Team }) {
  const channels = useParley(() => client.channels(team.id));
  const dms = useParley(() => client.dms());
  const mayInvite = useParley(() => client.may.inTeam(team.id, 'invitation.create'));
  const mayCreate = useParley(() => client.may.inTeam(team.id, 'channel.create'));
  const [dialog, setDialog] = useState<'browse' | 'invite' | 'channel'>();
  const close = (): void => setDialog(undefined);
  return (
    <>
      <div className="flex h-14 shrink-0 items-center justify-between gap-2 border-b border-line ps-4 pe-2">
        <h1 className="min-w-0 font-semibold tracking-tight">
          <bdi className="block truncate">{team.name}</bdi>
        </h1>
        <Link
          href={`/settings/team/${team.slug}`}
          aria-label="Team settings"
          title="Team settings"
          className="grid size-9 shrink-0 place-content-center rounded-lg text-muted hover:bg-hover hover:text-ink pointer-coarse:size-10"
        >
          <Settings size={17} />
        </Link>
      </div>
      <div className="flex-1 overflow-y-auto p-2">
        {mayInvite && (
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
          <span className="flex">
            <IconButton label="Browse channels" className="size-8" onClick={() => setDialog('browse')}>
              <Compass size={16} />
            </IconButton>
            {mayCreate && (
              <IconButton label="New channel" className="size-8" onClick={() => setDialog('channel')}>
                <Plus size={16} />
              </IconButton>
            )}
          </span>
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
        {dialog === 'browse' && <BrowseDialog team={team} onClose={close} />}
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
      <WaitingBadge channelId={channel.id} />
      <UnreadBadge channels={[channel]} />
    </Link>
  );
}
