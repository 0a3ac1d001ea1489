import { useState } from 'react';
import type { Team } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { Dialog } from '../ui/dialog.js';
import { Form } from '../ui/form.js';
import { Select } from '../ui/select.js';
import { givable, namesOf, ownRole, type TeamRole } from './roles.js';

const fields = [
  {
    ...{ name: 'username', label: 'Username', autoComplete: 'off', autoCapitalize: 'none', spellCheck: false },
    autoFocus: true,
  },
];

/** Brings somebody into a team at once who has an account here already. */
export function AddMemberDialog({ team: { id: teamId, name }, onClose }: { team: Team; onClose: () => void }) {
  const own = useParley(() => ownRole(teamId)) ?? 'guest';
  const [role, setRole] = useState<TeamRole>('member');
  return (
    <Dialog title={`Add somebody to ${name}`} onClose={onClose}>
      <p className="text-muted text-pretty">They need an account here. Everybody else needs an invitation.</p>
      <Form
        fields={fields}
        action="Add"
        onSubmit={async ({ username = '' }) => {
          await client.command('team.member.add', { teamId, username: username.trim().replace(/^@/, ''), role });
          onClose();
        }}
      >
        <Select label="As" value={role} options={namesOf(givable(own))} onChange={setRole} />
      </Form>
    </Dialog>
  );
}
