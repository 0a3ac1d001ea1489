import { Injectable } from '@nestjs/common';
import type { TeamAccess } from '../../core/access/grants.js';
import type { TeamRole } from '../../core/access/roles.js';
import { Audit, type Act } from '../../core/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { writeFound } from '../../platform/database/write-found.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { acting, findPerson, keepAnOwner, memberOf } from './team-people.js';
import { requireMayGive, requireMayRemove, requireOutranks } from './team-ranks.js';
import { TeamRoster } from './team-roster.js';
import type { TeamMember, TeamMemberGone } from './team.wire.js';
import type { AddTeamMemberDto } from './teams.dto.js';

/** Who comes, goes and rises in a team. All of it happens under the lock of the team's stream, where ranks are looked at again. */
@Injectable()
export class TeamMembersService {
  constructor(
    private readonly database: Database,
    private readonly roster: TeamRoster,
    private readonly audit: Audit,
  ) {}

  /** @throws Problem `not_found` for nobody, `team.member_exists`, `team.banned`, `team.role_too_high`. */
  async add(team: TeamAccess, { role = 'member', ...whom }: AddTeamMemberDto): Promise<TeamMember> {
    const userId = await this.database.read((reader) => findPerson(reader, whom));
    return this.database.write([team, `user:${userId}`], async (tx) => {
      requireMayGive(await acting(tx, team), role);
      const member = await this.roster.admit(tx, { teamId: team.teamId, userId, role });
      await this.record(tx, team, { action: 'team.member.joined', userId, detail: { role } });
      return member;
    });
  }

  /** Gives a member below oneself another role, or oneself a lower one. @throws Problem `team.role_too_high`, `team.last_owner`. */
  update(team: TeamAccess, userId: string, role: TeamRole): Promise<TeamMember> {
    return this.database.write([team, `user:${userId}`], async (tx) => {
      const actor = await acting(tx, team);
      const before = await memberOf(tx.manager, team.teamId, userId);
      if (userId !== team.userId) requireOutranks(actor, before.role);
      if (role === before.role) return this.roster.present(tx, before);
      requireMayGive(actor, role);
      if (before.role === 'owner') await keepAnOwner(tx, team.teamId);
      const detail = { role, roleBefore: before.role };
      await this.record(tx, team, { action: 'team.member.updated', userId, detail });
      return this.roster.setRole(tx, before, role);
    });
  }

  /** Takes somebody below oneself out of the team, or oneself: that is leaving. @throws Problem `team.role_too_high`, `team.last_owner`. */
  remove(team: TeamAccess, userId: string): Promise<TeamMemberGone> {
    const whom = { teamId: team.teamId, userId };
    return writeFound(this.database, [team, `user:${userId}`], this.roster.channelsOf(whom), async (tx, channels) => {
      const leaving = userId === team.userId;
      const { role } = await memberOf(tx.manager, team.teamId, userId);
      if (!leaving) requireMayRemove(await acting(tx, team), role);
      if (role === 'owner') await keepAnOwner(tx, team.teamId);
      await this.record(tx, team, { action: 'team.member.removed', userId, detail: { role } });
      return this.roster.part(tx, whom, channels, leaving ? 'left' : 'removed');
    });
  }

  /** Makes a member the owner in the caller's place, who stays as an admin. @throws Problem `validation.failed` for oneself, `not_found`. */
  handOver(team: TeamAccess, heirId: string): Promise<TeamMember> {
    const { teamId, userId } = team;
    if (heirId === userId) throw fail('validation.failed', { fields: [SOMEBODY_ELSE] });
    return this.database.write([team, `user:${userId}`, `user:${heirId}`], async (tx) => {
      await findPerson(tx.manager, { userId: heirId });
      const heir = await memberOf(tx.manager, teamId, heirId);
      const former = await memberOf(tx.manager, teamId, userId); // an owner still, or the grant would stand no more
      const detail = { roleBefore: heir.role };
      await this.record(tx, team, { action: 'team.owner_handed_over', userId: heirId, detail });
      const owner = await this.roster.setRole(tx, heir, 'owner');
      await this.roster.setRole(tx, former, 'admin');
      return owner;
    });
  }

  /** What people do to themselves, leaving or stepping down, is no act of power. */
  private async record(tx: WriteTx, team: TeamAccess, act: Omit<Act, 'actorId'>): Promise<void> {
    if (act.userId !== team.userId) await this.audit.record(tx, team.teamId, { ...act, actorId: team.userId });
  }
}

const SOMEBODY_ELSE = { field: 'userId', rule: 'somebodyElse', message: 'userId must be another member' };
