import { useEffect, useState } from 'react';
import type { Channel, ChannelMember } from '@parley/client';
import { UserPlus } from 'lucide-react';
import { PersonRow } from '../people/person-row.js';
import { client, useParley } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { More } from '../ui/more.js';
import { SearchField } from '../ui/search-field.js';
import { isCalled } from '../people/is-called.js';
import { AddPeopleDialog } from './add-people-dialog.js';
import { Bans } from './bans.js';
import { MemberMenu } from './member-menu.js';
import { Requests } from './requests.js';
import { useChannelMembers } from './use-channel-members.js';

/** From so many on a field to find somebody by. */
const MANY = 8;

const roleNames: Record<ChannelMember['role'], string | undefined> = {
  host: 'host',
  moderator: 'moderator',
  member: undefined,
};

/** Who is in a channel, who asks to be, and who could be. */
export function Members({ channel }: { channel: Channel }) {
  const pages = useChannelMembers(channel.id);
  const { items = [], hasMore, busy, problem, more } = pages;
  const [query, setQuery] = useState('');
  const [adding, setAdding] = useState(false);
  const mayAdd = useParley(() => client.may.inChannel(channel.id, 'channel.member.add')) && !channel.isGeneral;
  const shown = items.filter(({ user }) => isCalled(user, query));

  // Who is looked for may stand on a page that was not needed yet.
  useEffect(() => {
    if (query !== '' && hasMore && !busy && problem === undefined) more();
  });

  return (
    <div className="grid grid-cols-1 gap-4 p-4">
      <Requests channel={channel} />
      {mayAdd && (
        <Button look="plain" onClick={() => setAdding(true)} className="flex items-center justify-center gap-2">
          <UserPlus size={16} aria-hidden="true" /> Add people
        </Button>
      )}
      {(items.length >= MANY || hasMore) && <SearchField label="Find a member" value={query} onChange={setQuery} />}
      <ul aria-label="Members" className="grid grid-cols-1 gap-0.5">
        {shown.map((member) => (
          <li key={member.user.id}>
            <PersonRow user={member.user} teamId={channel.teamId} note={roleNames[member.role]}>
              <MemberMenu channel={channel} member={member} />
            </PersonRow>
          </li>
        ))}
      </ul>
      <More
        pages={{ ...pages, items: pages.items && shown }}
        empty={query === '' ? 'Nobody is here yet.' : 'Nobody here is called that.'}
      />
      <Bans channel={channel} />
      {adding && (
        <AddPeopleDialog
          channel={channel}
          isIn={(id) => items.some(({ user }) => user.id === id)}
          onClose={() => setAdding(false)}
        />
      )}
    </div>
  );
}
