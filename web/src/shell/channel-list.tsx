import type { Team } from '@parley/client';
import { Plus, Search, UserPlus } from 'lucide-react';
import { useLocation } from 'wouter';
import { ChannelIcon } from '../channel/channel-icon.js';
import { DmList } from '../dms/dm-list.js';
import { OnlineList } from '../dms/online-list.js';
import { ariaKeys } from '../keys/chord.js';
import { Keys } from '../keys/keys.js';
import { shortcuts } from '../keys/shortcuts.js';
import { client, useParley } from '../session/parley.js';
import { IconButton } from '../ui/button.js';
import { ConversationLink } from './conversation-link.js';
import { roomsOf, type Listed } from './listed.js';
import { openDialog } from './open-dialog.js';
import { Section } from './section.js';
import { isMuted } from './unread.js';

/** Who may ask people in, by docs/permissions.md; the server decides. */
const mayInvite = new Set(['owner', 'admin', 'moderator', 'teacher']);

/** A team's channels and what one may do about them, one's conversations beside the teams, and who is there. */
export function ChannelList({ team }: { team: Team }) {
  const role = useParley(() => client.state.teamMemberships[team.id]?.role);
  return (
    <>
      <h1 className="flex h-14 shrink-0 items-center border-b border-line px-4 font-semibold tracking-tight">
        <bdi className="truncate">{team.name}</bdi>
      </h1>
      <div className="flex-1 overflow-y-auto overscroll-contain p-2">
        <GoTo />
        {role !== undefined && mayInvite.has(role) && (
          <button
            type="button"
            onClick={() => openDialog('invite')}
            className="mb-3 flex w-full items-center gap-2.5 rounded-lg px-2.5 py-2 font-medium text-accent hover:bg-hover"
          >
            <UserPlus size={17} /> Invite people
          </button>
        )}
        <Rooms team={team} mayMake={role !== 'guest' && role !== 'student'} />
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
      className="mb-2 flex min-h-10 w-full items-center gap-2 rounded-lg border border-line bg-canvas px-2.5 text-start text-muted hover:border-muted/50"
    >
      <Search size={16} aria-hidden="true" />
      <span className="flex-1">Go to…</span>
      <span className="contents pointer-coarse:hidden">
        <Keys of="switcher" />
      </span>
    </button>
  );
}

function Rooms({ team, mayMake }: { team: Team; mayMake: boolean }) {
  const [here] = useLocation();
  useParley(() => client.channels(team.id));
  const rooms = roomsOf(team);
  const stays = ({ channel: { id }, path }: Listed): boolean =>
    path === here || (client.unread(id) > 0 && !isMuted(id));
  useParley(() => rooms.filter(stays).length); // drawn again when others stay
  const entry = (room: Listed) => (
    <li key={room.channel.id} className="flex">
      <ConversationLink to={room} icon={<ChannelIcon channel={room.channel} />} />
    </li>
  );
  return (
    <Section
      id="channels"
      title="Channels"
      action={
        mayMake && (
          <IconButton
            label="New channel"
            className="size-8 pointer-coarse:size-10"
            onClick={() => openDialog('new-channel')}
          >
            <Plus size={16} />
          </IconButton>
        )
      }
      pinned={rooms.filter(stays).map(entry)}
    >
      {rooms.map(entry)}
    </Section>
  );
}
