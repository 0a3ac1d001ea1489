import { useState } from 'react';
import type { Team } from '@parley/client';
import { useLocation } from 'wouter';
import { client, useParley } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Dialog } from '../ui/dialog.js';
import { Form } from '../ui/form.js';
import { SettingsGroup } from '../ui/settings-group.js';

/** The way out of a team, and for its owners its end. */
export function EndingGroup({ team }: { team: Team }) {
  const mayDelete = useParley(() => client.may.inTeam(team.id, 'team.delete'));
  const [dialog, setDialog] = useState<'leave' | 'delete'>();
  const [, navigate] = useLocation();
  const close = (): void => setDialog(undefined);

  async function leave(): Promise<void> {
    await client.command('team.member.remove', { teamId: team.id, userId: client.me!.id });
    navigate('/', { replace: true });
  }

  return (
    <SettingsGroup title="Leave" about="You lose its channels, and what you wrote stays.">
      <div className="flex flex-wrap gap-2">
        <Button look="plain" onClick={() => setDialog('leave')}>
          Leave this team…
        </Button>
        {mayDelete && (
          <Button look="danger" onClick={() => setDialog('delete')}>
            Delete this team…
          </Button>
        )}
      </div>
      {dialog === 'leave' && (
        <ConfirmDialog title={`Leave ${team.name}?`} action="Leave" dangerous onConfirm={leave} onClose={close}>
          <p>To come back you need an invitation.</p>
        </ConfirmDialog>
      )}
      {dialog === 'delete' && <DeleteDialog team={team} onClose={close} />}
    </SettingsGroup>
  );
}

/** Nothing brings a team back, so its name has to be typed. */
function DeleteDialog({ team, onClose }: { team: Team; onClose: () => void }) {
  const [, navigate] = useLocation();
  const [isSame, setSame] = useState(false);
  return (
    <Dialog title={`Delete ${team.name} for good?`} onClose={onClose}>
      <p className="text-muted text-pretty">
        All its channels, messages and files go with it, for everybody. It cannot be undone.
      </p>
      <Form
        fields={[
          {
            ...{ name: 'typed', label: `Type ${team.name} to delete it`, autoComplete: 'off', autoFocus: true },
            onChange: (event) => setSame(event.target.value.trim() === team.name),
          },
        ]}
        action="Delete the team"
        dangerous
        disabled={!isSame}
        onSubmit={async () => {
          await client.command('team.delete', { teamId: team.id });
          navigate('/', { replace: true });
        }}
      />
    </Dialog>
  );
}
