import { useCallback, useEffect, useState } from 'react';
import type { CommandReply, Team } from '@parley/client';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { CopyIconButton } from '../ui/copy-icon-button.js';
import { More } from '../ui/more.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { agoOf, untilOf } from '../ui/time.js';
import { usePages } from '../ui/use-pages.js';
import { InviteForm } from './invite-form.js';
import { roleNames } from './roles.js';

type Invitation = CommandReply<'invitation.list'>['items'][number];

const states: Record<Exclude<Invitation['state'], 'open'>, string> = {
  expired: 'Expired',
  revoked: 'Withdrawn',
  used_up: 'Used up',
};

/** The links by which people come into a team. */
export function InvitationsSection({ team: { id: teamId } }: { team: Team }) {
  const load = useCallback(
    (after?: string) => client.command('invitation.list', { teamId, ...(after && { after }) }),
    [teamId],
  );
  const invitations = usePages(load, ({ id }) => id);
  const { put } = invitations;
  const [revoking, setRevoking] = useState<Invitation>();
  useEffect(() => {
    const take = (heard: Invitation): void => void (heard.teamId === teamId && put(heard));
    const stops = [
      client.on('invitation.created', take),
      client.on('invitation.accepted', take),
      client.on('invitation.revoked', take),
    ];
    return () => stops.forEach((stop) => stop());
  }, [teamId, put]);

  async function revoke({ id: invitationId }: Invitation): Promise<void> {
    put(await client.command('invitation.revoke', { teamId, invitationId }));
  }

  return (
    <>
      <InviteForm teamId={teamId} onMade={put} />
      <SettingsGroup title="Links">
        <ul aria-label="Invitations" className="grid grid-cols-1 divide-y divide-line empty:hidden">
          {invitations.items?.map((invitation) => (
            <Row key={invitation.id} invitation={invitation} onRevoke={() => setRevoking(invitation)} />
          ))}
        </ul>
        <More pages={invitations} empty="Nobody has made a link yet." />
      </SettingsGroup>
      {revoking && (
        <ConfirmDialog
          title="Withdraw this invitation?"
          action="Withdraw"
          dangerous
          onConfirm={() => revoke(revoking)}
          onClose={() => setRevoking(undefined)}
        >
          <p>The link lets nobody in any more. Whoever came by it stays.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Row({ invitation, onRevoke }: { invitation: Invitation; onRevoke: () => void }) {
  const { url, role, createdBy, createdAt, expiresAt, maxUses, uses, state } = invitation;
  const isOpen = state === 'open';
  const used = maxUses === null ? `${uses} joined` : `${uses} of ${maxUses} joined`;
  const ends = expiresAt === null ? 'never expires' : `until ${untilOf(expiresAt)}`;
  return (
    <li data-invitation={state} className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3 first:pt-0 last:pb-0">
      <div className="min-w-40 flex-1">
        <p className={`truncate font-mono text-sm ${isOpen ? '' : 'text-muted line-through'}`}>
          {url.replace(/^https?:\/\//, '')}
        </p>
        <p className="text-sm text-muted">
          {roleNames[role]} · {used} · {isOpen ? ends : states[state]}
        </p>
        <p className="text-sm text-muted">
          By <bdi>{createdBy.displayName}</bdi>, {agoOf(createdAt)}
        </p>
      </div>
      {isOpen && (
        <div className="flex gap-2">
          <CopyIconButton text={url} label="Copy the link" />
          <Button look="plain" onClick={onRevoke}>
            Withdraw
          </Button>
        </div>
      )}
    </li>
  );
}
