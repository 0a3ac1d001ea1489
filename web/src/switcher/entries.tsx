import type { ReactNode } from 'react';
import type { Team, User } from '@parley/client';
import { Bug, Compass, Hash, Keyboard, MessageSquarePlus, Plus, Settings, UserPlus, Users } from 'lucide-react';
import { ChannelIcon } from '../frame/channel-icon.js';
import { openDm } from '../dms/open-dm.js';
import { DmFace } from '../dms/dm-face.js';
import type { ShortcutName } from '../keys/shortcuts.js';
import { client } from '../session/parley.js';
import { allListed, type Listed } from '../frame/listed.js';
import { openDialog, type DialogName } from '../frame/open-dialog.js';
import { Avatar } from '../media/avatar.js';

/** Something that the switcher leads to. */
export interface Entry {
  id: string;
  name: string;
  /** Where it is or what it is, beside its name. */
  about: string;
  icon: ReactNode;
  /** The conversation that it is, for what is recent and unread. */
  channelId?: string;
  shortcut?: ShortcutName;
  /** Answers the address to go to, or opens something by itself. */
  pick: () => string | undefined | Promise<string>;
}

const conversation = ({ channel, name, path, team }: Listed): Entry => ({
  id: channel.id,
  name,
  about: team?.name ?? 'Direct message',
  icon: team ? <ChannelIcon channel={channel} /> : <DmFace channel={channel} />,
  channelId: channel.id,
  pick: () => path,
});

const person = (user: User): Entry => ({
  id: user.id,
  name: user.displayName,
  about: `@${user.username}`,
  icon: <Avatar user={user} className="size-6 rounded-md text-[0.625rem]" />,
  pick: () => openDm([user.id]),
});

const team = ({ id, name, slug }: Team): Entry => ({
  id,
  name,
  about: 'Team',
  icon: <Users size={16} />,
  pick: () => `/${slug}`,
});

function opens(name: string, dialog: DialogName, icon: ReactNode, shortcut?: ShortcutName): Entry {
  const pick = (): undefined => {
    openDialog(dialog);
  };
  return { id: dialog, name, about: 'Action', icon, ...(shortcut && { shortcut }), pick };
}

function actions(current: Team | undefined): Entry[] {
  const inTeam = current
    ? [
        opens('Browse channels', 'browse', <Compass size={16} />),
        ...(client.may.inTeam(current.id, 'channel.create')
          ? [opens('New channel', 'new-channel', <Hash size={16} />)]
          : []),
        ...(client.may.inTeam(current.id, 'invitation.create')
          ? [opens('Invite people', 'invite', <UserPlus size={16} />)]
          : []),
      ]
    : [];
  const to = (name: string, path: string, icon: ReactNode): Entry => ({
    id: path,
    name,
    about: 'Action',
    icon,
    pick: () => path,
  });
  return [
    opens('New message', 'new-message', <MessageSquarePlus size={16} />, 'newMessage'),
    ...inTeam,
    to('New team', '/new-team', <Plus size={16} />),
    to('Settings', '/settings', <Settings size={16} />),
    opens('Keyboard shortcuts', 'shortcuts', <Keyboard size={16} />, 'sheet'),
    opens('How the connection stands', 'debug', <Bug size={16} />, 'debug'),
  ];
}

/** Everything that can be gone to. Whom one already talks with alone is found by that conversation. */
export function entriesOf(current: Team | undefined, people: readonly User[]): Entry[] {
  const listed = allListed(current);
  const alone = listed.flatMap(({ channel: { participants } }) => (participants?.length === 2 ? participants : []));
  const talked = new Set(alone.map(({ id }) => id));
  return [
    ...listed.map(conversation),
    ...people.filter(({ id }) => !talked.has(id)).map(person),
    ...client.teams().map(team),
    ...actions(current),
  ];
}
