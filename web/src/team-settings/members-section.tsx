import { useEffect, useState } from 'react';
import type { Team, TeamMember } from '@parley/client';
import { UserPlus } from 'lucide-react';
import { isCalled } from '../people/is-called.js';
import { PersonRow } from '../people/person-row.js';
import { client, useParley } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { sentenceOf } from '../ui/problem.js';
import { SearchField } from '../ui/search-field.js';
import { Select } from '../ui/select.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { AddMemberDialog } from './add-member-dialog.js';
import { MemberMenu } from './member-menu.js';
import { roleNames, type TeamRole } from './roles.js';

/** So many are drawn at once. */
const SHOWN = 100;

/** Who is in a team, as what. */
export function MembersSection({ team }: { team: Team }) {
  const members = useParley(() => client.members(team.id));
  const mayAdd = useParley(() => client.may.inTeam(team.id, 'team.member.add'));
  const [query, setQuery] = useState('');
  const [role, setRole] = useState<TeamRole | 'all'>('all');
  const [shown, setShown] = useState(SHOWN);
  const [adding, setAdding] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    client.loadMembers(team.id).catch((error: unknown) => setProblem(sentenceOf(error)));
  }, [team.id]);
  const found = members.filter((one) => isCalled(one.user, query) && (role === 'all' || one.role === role));

  return (
    <>
      <SettingsGroup title={members.length === 1 ? '1 person' : `${members.length} people`}>
        <div className="grid grid-cols-1 gap-2 sm:grid-cols-[1fr_11rem]">
          <SearchField label="Find somebody" value={query} onChange={setQuery} />
          <Select
            label="Role"
            labelHidden
            value={role}
            options={{ all: 'All roles', ...roleNames }}
            onChange={setRole}
          />
        </div>
        {mayAdd && (
          <Button look="plain" className="flex items-center gap-2 justify-self-start" onClick={() => setAdding(true)}>
            <UserPlus size={16} aria-hidden="true" /> Add somebody
          </Button>
        )}
        <p role="alert" className="text-danger empty:hidden">
          {problem}
        </p>
        <ul aria-label="Members" className="grid grid-cols-1 gap-0.5">
          {found.slice(0, shown).map((member) => (
            <Row key={member.user.id} team={team} member={member} />
          ))}
        </ul>
        {found.length === 0 && members.length > 0 && <p className="text-muted">Nobody here is called that.</p>}
        {found.length > shown && (
          <Button look="plain" className="justify-self-center" onClick={() => setShown(shown + SHOWN)}>
            Show more
          </Button>
        )}
      </SettingsGroup>
      {adding && <AddMemberDialog team={team} onClose={() => setAdding(false)} />}
    </>
  );
}

function Row({ team, member }: { team: Team; member: TeamMember }) {
  const isMe = member.user.id === client.me?.id;
  return (
    <li>
      <PersonRow user={member.user} teamId={team.id} note={`${roleNames[member.role]}${isMe ? ' · you' : ''}`}>
        <MemberMenu team={team} member={member} />
      </PersonRow>
    </li>
  );
}
