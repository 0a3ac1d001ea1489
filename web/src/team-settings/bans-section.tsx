import { useCallback } from 'react';
import type { Team } from '@parley/client';
import { BanRow } from '../people/ban-row.js';
import { client } from '../session/parley.js';
import { More } from '../ui/more.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { usePages } from '../ui/use-pages.js';

/** Who is kept out of a team, and how to let them in again. */
export function BansSection({ team: { id: teamId } }: { team: Team }) {
  const load = useCallback(
    (after?: string) => client.command('team.ban.list', { teamId, ...(after && { after }) }),
    [teamId],
  );
  const bans = usePages(load, ({ user }) => user.id);

  async function lift(userId: string): Promise<void> {
    await client.command('team.member.unban', { teamId, userId });
    bans.drop(userId);
  }

  return (
    <SettingsGroup about="Whoever is banned cannot come back, by no invitation. People are banned from the list of members.">
      <ul aria-label="Bans" className="grid grid-cols-1 gap-3 empty:hidden">
        {bans.items?.map((ban) => (
          <BanRow
            key={ban.user.id}
            ban={ban}
            onLift={() => lift(ban.user.id)}
            outlook="They can join again by an invitation. They are not in the team until they do."
          />
        ))}
      </ul>
      <More pages={bans} empty="Nobody is banned." />
    </SettingsGroup>
  );
}
