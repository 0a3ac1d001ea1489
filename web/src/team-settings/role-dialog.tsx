import { useState } from 'react';
import type { Team, User } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { Choice } from '../ui/choice.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { givable, ownRole, roleHints, roleNames, type TeamRole } from './roles.js';

interface Props {
  team: Team;
  user: User;
  role: TeamRole;
  onClose: () => void;
}

/** Gives somebody another role. */
export function RoleDialog({ team: { id: teamId }, user, role, onClose }: Props) {
  const own = useParley(() => ownRole(teamId)) ?? role;
  const [wanted, setWanted] = useState(role);
  const roles = [...new Set([...(user.id === client.me?.id ? [role] : []), ...givable(own)])];
  const options = roles.map((value) => ({ value, label: roleNames[value], hint: roleHints[value] }));
  return (
    <ConfirmDialog
      title={`Role of ${user.displayName}`}
      action="Save"
      onConfirm={() => client.command('team.member.update', { teamId, userId: user.id, role: wanted })}
      onClose={onClose}
    >
      <div className="-mx-3 text-ink">
        <Choice label="Role" options={options} value={wanted} onChange={setWanted} />
      </div>
    </ConfirmDialog>
  );
}
