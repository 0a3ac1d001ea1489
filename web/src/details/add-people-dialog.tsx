import { useEffect, useState } from 'react';
import type { Channel, TeamMember } from '@parley/client';
import { isCalled } from '../people/is-called.js';
import { client, quietly, useParley } from '../session/parley.js';
import { Avatar } from '../media/avatar.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { sentenceOf } from '../ui/problem.js';
import { SearchField } from '../ui/search-field.js';

/** So many are offered at once; whoever is not among them is found by name. */
const OFFERED = 50;

interface Props {
  channel: Channel;
  isIn: (userId: string) => boolean;
  onClose: () => void;
}

/** Lets people of the team into a channel, one press each. */
export function AddPeopleDialog({ channel, isIn, onClose }: Props) {
  const teamId = channel.teamId ?? '';
  const members = useParley(() => client.members(teamId));
  const [query, setQuery] = useState('');
  const [problem, setProblem] = useState<string>();
  const offered = members.filter(({ user }) => !isIn(user.id) && isCalled(user, query));
  useEffect(() => quietly(client.loadMembers(teamId)), [teamId]);

  function add(userId: string): void {
    setProblem(undefined);
    client
      .command('channel.member.add', { channelId: channel.id, userId })
      .catch((error: unknown) => setProblem(sentenceOf(error)));
  }

  return (
    <Dialog title={`Add people to ${channel.name}`} onClose={onClose}>
      <SearchField label="Find somebody in the team" value={query} autoFocus onChange={setQuery} />
      <ul className="-mx-2 grid max-h-80 grid-cols-1 gap-0.5 overflow-y-auto px-2">
        {offered.slice(0, OFFERED).map((member) => (
          <Offered key={member.user.id} member={member} onAdd={() => add(member.user.id)} />
        ))}
      </ul>
      {offered.length === 0 && (
        <p role="status" className="text-muted">
          {query === '' ? 'Everybody in the team is here already.' : 'Nobody else in the team is called that.'}
        </p>
      )}
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
    </Dialog>
  );
}

function Offered({ member: { user }, onAdd }: { member: TeamMember; onAdd: () => void }) {
  return (
    <li className="flex min-h-12 items-center gap-3">
      <Avatar user={user} />
      <span className="grid min-w-0 flex-1 leading-tight">
        <bdi className="truncate font-medium">{user.displayName}</bdi>
        <span className="truncate text-sm text-muted">@{user.username}</span>
      </span>
      <Button look="plain" aria-label={`Add ${user.displayName}`} onClick={onAdd}>
        Add
      </Button>
    </li>
  );
}
