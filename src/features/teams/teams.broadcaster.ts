import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { TeamMemberEntity } from '../../core/access/member.entities.js';
import { UsersService } from '../../core/users/users.service.js';
import { fact, FactRegistry, type FactType, type LoggedChange } from '../../platform/changes/facts.js';
import { streamSubject, type StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { TeamEntity } from './team.entity.js';
import { Team, TeamDeleted, TeamMember, TeamMemberGone, TeamWithheld, toTeam, toTeamMember } from './team.wire.js';

const teamCreated = fact('team.created', Team, 'user');
const teamUpdated = fact('team.updated', Team, 'team');
const teamDeleted = fact('team.deleted', TeamDeleted, 'team', 'user');
const memberJoined = fact('team.member.joined', TeamMember, 'team', 'user');
const memberUpdated = fact('team.member.updated', TeamMember, 'team', 'user');
const memberRemoved = fact('team.member.removed', TeamMemberGone, 'team', 'user');
const teamWithheld = fact('team.withheld', TeamWithheld, 'user');

/** The membership of a team that was deleted has no row any more, and no later return: this is above every version. */
const LAST_VERSION = 2 ** 31 - 1;

/** What Teams tells: a team's members on its stream, and each person what concerns them on their own. */
@Injectable()
export class TeamsBroadcaster {
  constructor(
    facts: FactRegistry,
    private readonly users: UsersService,
  ) {
    facts.register({ name: 'team', facts: [teamCreated, teamUpdated, teamDeleted], load: loadTeams });
    facts.register({
      name: 'team.withheld',
      facts: [teamWithheld],
      load: (_reader, changes) => Promise.resolve(changes.map(({ subjectId }) => ({ teamId: subjectId }))),
    });
    facts.register({
      name: 'team.member',
      facts: [memberJoined, memberUpdated, memberRemoved],
      load: (reader, changes) => this.loadMembers(reader, changes),
    });
  }

  created(tx: WriteTx, team: Team, founderId: string): void {
    tx.change(`user:${founderId}`, teamCreated, team.id, team);
  }

  updated(tx: WriteTx, team: Team): void {
    tx.change(`team:${team.id}`, teamUpdated, team.id, team);
  }

  /** `audience`: the team's stream and those of its members, who have left its room when this arrives. */
  deleted(tx: WriteTx, id: string, audience: StreamId[]): void {
    for (const stream of audience) tx.change(stream, teamDeleted, id, { id });
  }

  joined(tx: WriteTx, member: TeamMember): void {
    tellBoth(tx, memberJoined, member, member.user.id);
  }

  memberUpdated(tx: WriteTx, member: TeamMember): void {
    tellBoth(tx, memberUpdated, member, member.user.id);
  }

  removed(tx: WriteTx, gone: TeamMemberGone): void {
    tellBoth(tx, memberRemoved, gone, gone.userId);
  }

  /** For the person alone: to the team they are a member as before. */
  withheld(tx: WriteTx, teamId: string, userId: string): void {
    tx.change(`user:${userId}`, teamWithheld, teamId, { teamId });
  }

  /** Lets the person know that the team is theirs again. */
  released(tx: WriteTx, member: TeamMember): void {
    tx.change(`user:${member.user.id}`, memberUpdated, `${member.teamId}/${member.user.id}`, member);
  }

  private async loadMembers(
    reader: EntityManager,
    changes: LoggedChange[],
  ): Promise<(TeamMember | TeamMemberGone | undefined)[]> {
    const keys = changes.map(({ subjectId }) => parseSubject(subjectId));
    const rows = await reader.findBy(TeamMemberEntity, {
      teamId: In([...new Set(keys.map(({ teamId }) => teamId))]),
      userId: In([...new Set(keys.map(({ userId }) => userId))]),
    });
    const members = new Map(rows.map((row) => [`${row.teamId}/${row.userId}`, row]));
    const users = await this.users.present(
      reader,
      keys.map(({ userId }) => userId),
    );
    return changes.map(({ type, subjectId }, index) => {
      const member = members.get(subjectId);
      if (type === memberRemoved.name) return { ...keys[index]!, version: member?.version ?? LAST_VERSION };
      return member && toTeamMember(member, users.get(member.userId)!);
    });
  }
}

/** The team hears of it, and so does the person, who may not hear the team yet or no more. */
function tellBoth<D extends object>(
  tx: WriteTx,
  type: FactType<D>,
  data: D & { teamId: string },
  userId: string,
): void {
  const subjectId = `${data.teamId}/${userId}`;
  tx.change(`team:${data.teamId}`, type, subjectId, data);
  tx.change(`user:${userId}`, type, subjectId, data);
}

function parseSubject(subjectId: string): { teamId: string; userId: string } {
  const [teamId = '', userId = ''] = subjectId.split('/');
  return { teamId, userId };
}

/** A founder who has left hears nothing of the team's later names: their own stream still holds its creation. */
async function loadTeams(reader: EntityManager, changes: LoggedChange[]): Promise<(Team | TeamDeleted | undefined)[]> {
  const ids = [...new Set(changes.map(({ subjectId }) => subjectId))];
  const teams = new Map((await reader.findBy(TeamEntity, { id: In(ids) })).map((team) => [team.id, toTeam(team)]));
  const founders = changes.filter(({ type }) => type === teamCreated.name).map(({ stream }) => streamSubject(stream));
  const members = await reader.findBy(TeamMemberEntity, { teamId: In(ids), userId: In(founders), state: 'joined' });
  const joined = new Set(members.map(({ teamId, userId }) => `${teamId} user:${userId}`));
  return changes.map(({ type, stream, subjectId }) => {
    if (type === teamDeleted.name) return { id: subjectId };
    if (type === teamCreated.name && !joined.has(`${subjectId} ${stream}`)) return undefined;
    return teams.get(subjectId);
  });
}
