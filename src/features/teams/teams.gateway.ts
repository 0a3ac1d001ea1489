import { Access, Command, Input } from '../../core/access/decorators.js';
import { TeamAccess, UserAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { TeamMembersService } from './team-members.service.js';
import { TeamSettingsService } from './team-settings.service.js';
import type { MyTeam, Team, TeamDeleted, TeamMember, TeamMemberGone, TeamMemberPage, TeamPage } from './team.wire.js';
import {
  AddTeamMemberDto,
  CreateTeamDto,
  HandOverTeamDto,
  ListTeamMembersDto,
  RemoveTeamMemberCommandDto,
  UpdateTeamDto,
  UpdateTeamMemberCommandDto,
} from './teams.dto.js';
import { TeamsQueries } from './teams.queries.js';
import { TeamsService } from './teams.service.js';

@Gateway()
export class TeamsGateway {
  constructor(
    private readonly teams: TeamsService,
    private readonly settings: TeamSettingsService,
    private readonly members: TeamMembersService,
    private readonly queries: TeamsQueries,
  ) {}

  @Command('team.list')
  list(@Access() caller: UserAccess, @Input() page: PageDto): Promise<TeamPage> {
    return this.queries.mine(caller, page);
  }

  @Command('team.create')
  create(@Access() caller: UserAccess, @Input() input: CreateTeamDto): Promise<Team> {
    return this.teams.create(caller, input);
  }

  @Command('team.open')
  open(@Access() team: TeamAccess): Promise<MyTeam> {
    return this.queries.open(team);
  }

  @Command('team.update')
  update(@Access() team: TeamAccess, @Input() input: UpdateTeamDto): Promise<Team> {
    return this.settings.update(team, input);
  }

  @Command('team.delete')
  remove(@Access() team: TeamAccess): Promise<TeamDeleted> {
    return this.teams.remove(team);
  }

  @Command('team.hand_over')
  handOver(@Access() team: TeamAccess, @Input() { userId }: HandOverTeamDto): Promise<TeamMember> {
    return this.members.handOver(team, userId);
  }

  @Command('team.member.list')
  listMembers(@Access() team: TeamAccess, @Input() asked: ListTeamMembersDto): Promise<TeamMemberPage> {
    return this.queries.members(team, asked);
  }

  @Command('team.member.add')
  addMember(@Access() team: TeamAccess, @Input() input: AddTeamMemberDto): Promise<TeamMember> {
    return this.members.add(team, input);
  }

  @Command('team.member.update')
  updateMember(@Access() team: TeamAccess, @Input() { userId, role }: UpdateTeamMemberCommandDto): Promise<TeamMember> {
    return this.members.update(team, userId, role);
  }

  @Command('team.member.remove')
  removeMember(@Access() team: TeamAccess, @Input() { userId }: RemoveTeamMemberCommandDto): Promise<TeamMemberGone> {
    return this.members.remove(team, userId);
  }
}
