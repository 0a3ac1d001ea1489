import { useState } from 'react';
import { outranks, type Team, type TeamMember } from '@parley/client';
import { Ban, Crown, UserCog, UserMinus } from 'lucide-react';
import { BanDialog } from '../people/ban-dialog.js';
import { client, useParley } from '../session/parley.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import type { Action } from '../ui/menu.js';
import { MoreMenu } from '../ui/more-menu.js';
import { RoleDialog } from './role-dialog.js';
import { ownRole } from './roles.js';

interface Props {
  team: Team;
  member: TeamMember;
}

/** What one may do about somebody in a team: nothing about one's equals and those above. */
export function MemberMenu({ team, member: { user, role } }: Props) {
  const { id: teamId, name } = team;
  const own = useParley(() => ownRole(teamId));
  const [dialog, setDialog] = useState<'role' | 'owner' | 'remove' | 'ban'>();
  const close = (): void => setDialog(undefined);
  const may = (permission: Parameters<typeof client.may.inTeam>[1]): boolean => client.may.inTeam(teamId, permission);
  const isMe = user.id === client.me?.id;
  const isBelow = own !== undefined && outranks(own, role);
  const moderates = own !== undefined && outranks(own, 'member');

  const actions: Action[] = [];
  if (may('team.member.update') && (isBelow || isMe))
    actions.push({ label: 'Change role…', icon: <UserCog size={16} />, onSelect: () => setDialog('role') });
  if (may('team.hand_over') && !isMe)
    actions.push({ label: 'Hand the team over…', icon: <Crown size={16} />, onSelect: () => setDialog('owner') });
  if (moderates && isBelow)
    actions.push({
      ...{ label: 'Remove…', icon: <UserMinus size={16} />, dangerous: true },
      onSelect: () => setDialog('remove'),
    });
  if (may('team.member.ban') && isBelow)
    actions.push({ label: 'Ban…', icon: <Ban size={16} />, dangerous: true, onSelect: () => setDialog('ban') });

  return (
    <>
      <MoreMenu label={`What to do with ${user.displayName}`} actions={actions} />
      {dialog === 'role' && <RoleDialog team={team} user={user} role={role} onClose={close} />}
      {dialog === 'owner' && (
        <ConfirmDialog
          title={`Hand ${name} over?`}
          action="Hand over"
          dangerous
          onConfirm={() => client.command('team.hand_over', { teamId, userId: user.id })}
          onClose={close}
        >
          <p>
            <bdi>{user.displayName}</bdi> is the owner then, in your place. You stay as an admin.
          </p>
        </ConfirmDialog>
      )}
      {dialog === 'remove' && (
        <ConfirmDialog
          title={`Remove ${user.displayName}?`}
          action="Remove"
          dangerous
          onConfirm={() => client.command('team.member.remove', { teamId, userId: user.id })}
          onClose={close}
        >
          <p>They lose {name} and all its channels at once. They can come back by an invitation.</p>
        </ConfirmDialog>
      )}
      {dialog === 'ban' && (
        <BanDialog
          user={user}
          from={name}
          onBan={(terms) => client.command('team.member.ban', { teamId, userId: user.id, ...terms })}
          onClose={close}
        />
      )}
    </>
  );
}
