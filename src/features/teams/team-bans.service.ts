import { Injectable } from '@nestjs/common';
import { banOf, isBanned, noBan } from '../../core/access/bans.js';
import { peopleOf, toKeptOut } from '../../core/access/ban.wire.js';
import type { TeamAccess } from '../../core/access/grants.js';
import { TeamMemberEntity } from '../../core/access/member.entities.js';
import { Memberships } from '../../core/access/memberships.js';
import { Audit } from '../../core/audit/audit.js';
import { UsersService } from '../../core/users/users.service.js';
import { Database } from '../../platform/database/database.js';
import { writeFound } from '../../platform/database/write-found.js';
import { fail } from '../../platform/errors/problem.js';
import type { TeamBan, TeamBanLifted } from './team-ban.wire.js';
import type { BanTeamMemberDto } from './team-bans.dto.js';
import { acting, findPerson } from './team-people.js';
import { requireOutranks } from './team-ranks.js';
import { TeamRoster } from './team-roster.js';

/** Keeps people out of a team, members or not, and lets them come again. */
@Injectable()
export class TeamBansService {
  constructor(
    private readonly database: Database,
    private readonly memberships: Memberships,
    private readonly roster: TeamRoster,
    private readonly users: UsersService,
    private readonly audit: Audit,
  ) {}

  /**
   * A member is removed by it, as by `team.member.remove`. Who is banned already is banned on the new terms, by whoever stands above what they were.
   * @throws Problem `not_found` for nobody, `team.role_too_high`, `validation.failed` for an end that has passed.
   */
  async ban(team: TeamAccess, { userId: id, username, ...terms }: BanTeamMemberDto): Promise<TeamBan> {
    const userId = await this.database.read((reader) => findPerson(reader, { userId: id, username }));
    const whom = { teamId: team.teamId, userId };
    return writeFound(this.database, [team, `user:${userId}`], this.roster.channelsOf(whom), async (tx, channels) => {
      const ban = banOf(terms, team.userId, tx.now);
      const before = await tx.manager.findOneBy(TeamMemberEntity, whom);
      const stands = before !== null && (before.state === 'joined' || isBanned(before, tx.now));
      const role = stands ? before.role : 'guest'; // who has no place in the team stands below everybody
      requireOutranks(await acting(tx, team), role);
      if (before?.state === 'joined') await this.roster.part(tx, whom, channels, 'banned');
      const row = await this.memberships.banFromTeam(tx, { ...whom, role }, ban);
      const detail = { reason: ban.banReason, expiresAt: ban.bannedUntil?.toISOString() ?? null };
      await this.audit.record(tx, team.teamId, {
        ...{ actorId: team.userId, action: 'team.member.banned', userId, detail },
      });
      return { teamId: row.teamId, ...toKeptOut(row, await this.users.present(tx.manager, peopleOf(row))) };
    });
  }

  /** Lets somebody come again; back in they are not by it. @throws Problem `not_found` for who is not banned, `team.role_too_high`. */
  unban(team: TeamAccess, userId: string): Promise<TeamBanLifted> {
    const whom = { teamId: team.teamId, userId };
    return this.database.write([team], async (tx) => {
      const before = await tx.manager.findOneBy(TeamMemberEntity, whom);
      if (!before || !isBanned(before, tx.now)) throw fail('not_found');
      requireOutranks(await acting(tx, team), before.role);
      await tx.manager.update(TeamMemberEntity, whom, { state: 'removed', ...noBan });
      await this.audit.record(tx, team.teamId, { actorId: team.userId, action: 'team.member.unbanned', userId });
      return whom;
    });
  }
}
