import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { TeamAccess, UserAccess } from '../../core/access/grants.js';
import { TeamMemberEntity } from '../../core/access/member.entities.js';
import { UsersService } from '../../core/users/users.service.js';
import { Database } from '../../platform/database/database.js';
import { timePage } from '../../platform/database/time-page.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import { fail } from '../../platform/errors/problem.js';
import { TeamEntity } from './team.entity.js';
import {
  toTeam,
  toTeamMember,
  type MyTeam,
  type Team,
  type TeamMember,
  type TeamMemberPage,
  type TeamPage,
} from './team.wire.js';
import type { ListTeamMembersDto } from './teams.dto.js';

/** Reads teams and who is in them. */
@Injectable()
export class TeamsQueries {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
  ) {}

  /** The teams that the caller is in, with the caller's role. */
  mine({ userId }: UserAccess, page: PageDto): Promise<TeamPage> {
    return this.database.snapshot(async (reader) => {
      const query = reader
        .createQueryBuilder(TeamMemberEntity, 'm')
        .where('m.userId = :userId AND m.state = :state', { userId, state: 'joined' });
      const { items, ...cursors } = await timePage(
        query,
        {
          columns: { at: 'm.joinedAt', id: 'm.teamId' },
          direction: 'ASC',
          placeOf: (row) => ({ at: row.joinedAt, id: row.teamId }),
        },
        page,
      );
      const teams = await byIds(
        reader,
        items.map(({ teamId }) => teamId),
      );
      return {
        items: items.map(({ teamId, role, withheld }): MyTeam => ({ ...teams.get(teamId)!, role, withheld })),
        ...cursors,
      };
    });
  }

  /** One team with the caller's role in it. */
  async open({ teamId, teamRole }: TeamAccess): Promise<MyTeam> {
    const team = await this.database.read((reader) => reader.findOneBy(TeamEntity, { id: teamId }));
    if (!team) throw fail('not_found');
    return { ...toTeam(team), role: teamRole, withheld: false }; // who is kept out is not let in to ask
  }

  /** Who is in the team. */
  members({ teamId }: TeamAccess, { role, ...page }: ListTeamMembersDto): Promise<TeamMemberPage> {
    return this.database.snapshot(async (reader) => {
      const query = reader
        .createQueryBuilder(TeamMemberEntity, 'm')
        .where('m.teamId = :teamId AND m.state = :state', { teamId, state: 'joined' });
      if (role) query.andWhere('m.role = :role', { role });
      const { items, ...cursors } = await timePage(
        query,
        {
          columns: { at: 'm.joinedAt', id: 'm.userId' },
          direction: 'ASC',
          placeOf: (row) => ({ at: row.joinedAt, id: row.userId }),
        },
        page,
      );
      const users = await this.users.present(
        reader,
        items.map(({ userId }) => userId),
      );
      return { items: items.map((member) => toTeamMember(member, users.get(member.userId)!)), ...cursors };
    });
  }

  /** Those of these teams that the person is in, each with the person's own membership: what a team's snapshot is made of. */
  async load(
    reader: EntityManager,
    userId: string,
    teamIds: string[],
  ): Promise<Map<string, { team: Team; membership: TeamMember }>> {
    const teams = await byIds(reader, teamIds);
    const members = await reader.findBy(TeamMemberEntity, { userId, teamId: In(teamIds), state: 'joined' });
    const user = await this.users.presentOne(reader, userId);
    return new Map(
      members.map((member) => [
        member.teamId,
        { team: teams.get(member.teamId)!, membership: toTeamMember(member, user) },
      ]),
    );
  }
}

async function byIds(reader: EntityManager, ids: string[]): Promise<Map<string, Team>> {
  const teams = await reader.findBy(TeamEntity, { id: In(ids) });
  return new Map(teams.map((team) => [team.id, toTeam(team)]));
}
