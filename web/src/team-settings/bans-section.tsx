import { useCallback, useState } from 'react';
import type { CommandReply, Team } from '@parley/client';
import { PersonRow } from '../people/person-row.js';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { More } from '../ui/more.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { agoOf, untilOf } from '../ui/time.js';
import { usePages } from '../ui/use-pages.js';

type TeamBan = CommandReply<'team.ban.list'>['items'][number];

/** Who is kept out of a team, and how to let them in again. */
export function BansSection({ team: { id: teamId } }: { team: Team }) {
  const load = useCallback(
    (after?: string) => client.command('team.ban.list', { teamId, ...(after && { after }) }),
    [teamId],
  );
  const bans = usePages(load, ({ user }) => user.id);
  const [lifting, setLifting] = useState<TeamBan>();

  async function lift({ user }: TeamBan): Promise<void> {
    await client.command('team.member.unban', { teamId, userId: user.id });
    bans.drop(user.id);
  }

  return (
    <SettingsGroup about="Whoever is banned cannot come back, by no invitation. People are banned from the list of members.">
      <ul aria-label="Bans" className="grid grid-cols-1 gap-3 empty:hidden">
        {bans.items?.map((ban) => (
          <li key={ban.user.id} className="grid grid-cols-1 gap-1">
            <PersonRow user={ban.user} note={`banned ${agoOf(ban.bannedAt)}`}>
              <Button look="plain" aria-label={`Let ${ban.user.displayName} back in`} onClick={() => setLifting(ban)}>
                Unban
              </Button>
            </PersonRow>
            <p className="ps-1 text-sm text-muted">
              {ban.expiresAt ? `Until ${untilOf(ban.expiresAt)}` : 'Permanently'}, by{' '}
              <bdi>{ban.bannedBy.displayName}</bdi>
              {ban.reason ? `: ${ban.reason}` : '.'}
            </p>
          </li>
        ))}
      </ul>
      <More pages={bans} empty="Nobody is banned." />
      {lifting && (
        <ConfirmDialog
          title={`Let ${lifting.user.displayName} back in?`}
          action="Unban"
          onConfirm={() => lift(lifting)}
          onClose={() => setLifting(undefined)}
        >
          <p>They can join again by an invitation. They are not in the team until they do.</p>
        </ConfirmDialog>
      )}
    </SettingsGroup>
  );
}
