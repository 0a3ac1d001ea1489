import { Suspense } from 'react';
import type { Team } from '@parley/client';
import { Compass, Plus, Search, Settings, UserPlus } from 'lucide-react';
import { Link, useLocation } from 'wouter';
import { ChannelIcon } from '../frame/channel-icon.js';
import { DmList } from '../dms/dm-list.js';
import { OnlineList } from '../dms/online-list.js';
import { ariaKeys } from '../ui/chord.js';
import { Keys } from '../keys/keys.js';
import { shortcuts } from '../keys/shortcuts.js';
import { client, useParley } from '../session/parley.js';
import { IconButton } from '../ui/button.js';
import { lazily } from '../ui/lazily.js';
import { useHasCall } from '../voice/use-call.js';
import { ConversationLink } from '../frame/conversation-link.js';
import { roomsOf, type Listed } from '../frame/listed.js';
import { openDialog } from '../frame/open-dialog.js';
import { Section } from '../frame/section.js';
import { isMuted } from '../frame/unread.js';
import { WaitingBadge } from '../details/waiting-badge.js';

// Most channels have none, most of the time.
const RoomPeople = lazily(() => import('../voice/room-people.js'));

/** A team's channels and what one may do about them, one's conversations beside the teams, and who is there. */
export function ChannelList({ team }: { team: Team }) {
  const mayInvite = useParley(() => client.may.inTeam(team.id, 'invitation.create'));
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
          className="grid size-press shrink-0 place-content-center rounded-lg text-muted hover:bg-hover hover:text-ink pointer-coarse:size-tap"
        >
          <Settings size={17} />
        </Link>
      </div>
      <div className="flex-1 overflow-y-auto overscroll-contain p-2">
        <GoTo />
        {mayInvite && (
          <button
            type="button"
            onClick={() => openDialog('invite')}
            className="mb-3 flex min-h-10 w-full items-center gap-2.5 rounded-lg px-2.5 font-medium text-accent pointer-coarse:min-h-11 hover:bg-hover"
          >
            <UserPlus size={17} /> Invite people
          </button>
        )}
        <Rooms team={team} />
        <DmList />
        <OnlineList team={team} />
      </div>
    </>
  );
}

/** What looks like a field opens one. */
function GoTo() {
  return (
    <button
      type="button"
      aria-keyshortcuts={ariaKeys(shortcuts.switcher.chord)}
      onClick={() => openDialog('switcher')}
      className="mb-2 flex min-h-10 w-full pointer-coarse:min-h-11 items-center gap-2 rounded-lg border border-edge bg-canvas px-2.5 text-start text-muted hover:border-muted/50"
    >
      <Search size={16} aria-hidden="true" />
      <span className="flex-1">Go to…</span>
      <span className="contents pointer-coarse:hidden">
        <Keys of="switcher" />
      </span>
    </button>
  );
}

function Rooms({ team }: { team: Team }) {
  const [here] = useLocation();
  useParley(() => client.channels(team.id));
  const rooms = roomsOf(team);
  const stays = ({ channel: { id }, path }: Listed): boolean =>
    path === here || (client.unread(id) > 0 && !isMuted(id));
  useParley(() => rooms.filter(stays).length); // drawn again when others stay
  const entry = (room: Listed) => (
    <li key={room.channel.id} className="grid">
      <ConversationLink
        to={room}
        icon={<ChannelIcon channel={room.channel} />}
        badge={<WaitingBadge channelId={room.channel.id} />}
      />
      <People room={room} />
    </li>
  );
  return (
    <Section
      id="channels"
      title="Channels"
      action={<RoomActions team={team} />}
      pinned={rooms.filter(stays).map(entry)}
    >
      {rooms.map(entry)}
    </Section>
  );
}

/** Who is in the call of a voice channel. */
function People({ room: { channel, name, team } }: { room: Listed }) {
  const hasCall = useHasCall(channel.id);
  if (!hasCall || !team) return null;
  return (
    <Suspense>
      <RoomPeople channelId={channel.id} name={name} teamId={team.id} />
    </Suspense>
  );
}

function RoomActions({ team }: { team: Team }) {
  const mayCreate = useParley(() => client.may.inTeam(team.id, 'channel.create'));
  return (
    <span className="flex">
      <IconButton label="Browse channels" onClick={() => openDialog('browse')}>
        <Compass size={16} />
      </IconButton>
      {mayCreate && (
        <IconButton label="New channel" onClick={() => openDialog('new-channel')}>
          <Plus size={16} />
        </IconButton>
      )}
    </span>
  );
}
