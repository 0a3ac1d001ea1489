import { emptyState, type State } from '@parley/client';
import { mayInChannel, mayInTeam } from '../../client/src/permissions.js';
import { inChannel, inTeam } from '../../client/src/generated/permissions.js';
import { channelKinds, channelCreations, channelRoles, teamRoles, visibilities } from '../../src/core/access/roles.js';
import { judge } from '../../src/core/access/rules.js';
import type { ChannelStanding } from '../../src/core/access/standing.js';

const [USER, TEAM, CHANNEL] = ['u', 't', 'c'];

/** Every way to stand to a channel that an SDK can hold: whoever is in no team and no channel knows of none. */
function* standings(): Generator<ChannelStanding> {
  for (const kind of channelKinds.filter((one) => one !== 'thread'))
    for (const visibility of visibilities)
      for (const teamRole of [...teamRoles, null])
        for (const channelRole of [...channelRoles, null])
          for (const archived of [true, false])
            yield {
              ...{ userId: USER, channelId: CHANNEL, teamId: TEAM, parentId: null, kind, visibility, isGeneral: false },
              ...{ archived, slowModeSeconds: 0, teamRole, channelRole, banned: false, withheld: false, apart: false },
            } as ChannelStanding;
}

function stateOf({ kind, visibility, archived, teamRole, channelRole }: ChannelStanding): State {
  const archivedAt = archived ? '2026-01-01T00:00:00.000Z' : null;
  const channel = { id: CHANNEL, teamId: TEAM, parentId: null, kind, visibility, archivedAt };
  return {
    ...emptyState,
    teamMemberships: teamRole ? { [TEAM]: { role: teamRole } } : {},
    channels: { [CHANNEL]: channel },
    memberships: channelRole ? { [CHANNEL]: { role: channelRole } } : {},
  } as unknown as State;
}

describe('what the SDK says one may', () => {
  it('S3-69 is what the server grants, for every permission and role in a team', () => {
    for (const permission of Object.keys(inTeam) as (keyof typeof inTeam)[])
      for (const teamRole of teamRoles)
        for (const channelCreation of channelCreations) {
          const state = {
            ...emptyState,
            teams: { [TEAM]: { channelCreation } },
            teamMemberships: { [TEAM]: { role: teamRole } },
          } as unknown as State;
          const standing = { userId: USER, teamId: TEAM, teamRole, withheld: false, channelCreation };
          expect([permission, teamRole, channelCreation, mayInTeam(state, TEAM, permission)]).toEqual([
            ...[permission, teamRole, channelCreation, judge(permission, standing) === 'granted'],
          ]);
        }
  });

  it('S3-69 is what the server grants, for every permission and way to stand to a channel', () => {
    let compared = 0;
    for (const permission of Object.keys(inChannel) as (keyof typeof inChannel)[])
      for (const standing of standings()) {
        const here = mayInChannel(stateOf(standing), CHANNEL, permission);
        const there = judge(permission, { ...standing, messageId: 'm', authorId: 'somebody else' } as ChannelStanding);
        if (here !== (there === 'granted')) throw new Error(JSON.stringify({ permission, standing, here, there }));
        compared += 1;
      }
    expect(compared).toBeGreaterThan(10_000);
  });
});
