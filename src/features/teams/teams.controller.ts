import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { TeamAccess, UserAccess } from '../../core/access/grants.js';
import { IdPipe } from '../../platform/errors/id.pipe.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { TeamMembersService } from './team-members.service.js';
import { TeamSettingsService } from './team-settings.service.js';
import { MyTeam, Team, TeamDeleted, TeamMember, TeamMemberGone, TeamMemberPage, TeamPage } from './team.wire.js';
import {
  AddTeamMemberDto,
  CreateTeamDto,
  HandOverTeamDto,
  ListTeamMembersDto,
  UpdateTeamDto,
  UpdateTeamMemberDto,
} from './teams.dto.js';
import { TeamsQueries } from './teams.queries.js';
import { TeamsService } from './teams.service.js';

@Controller('teams')
export class TeamsController {
  constructor(
    private readonly teams: TeamsService,
    private readonly settings: TeamSettingsService,
    private readonly members: TeamMembersService,
    private readonly queries: TeamsQueries,
  ) {}

  @Get()
  @Can('team.list', { summary: 'One’s teams, with one’s role in each' })
  @Refuses('cursor.invalid')
  list(@Access() caller: UserAccess, @Query() page: PageDto): Promise<TeamPage> {
    return this.queries.mine(caller, page);
  }

  @Post()
  @Can('team.create', { summary: 'Make a team, which one then owns, with its channel general' })
  @Refuses('team.slug_taken')
  create(@Access() caller: UserAccess, @Body() input: CreateTeamDto): Promise<Team> {
    return this.teams.create(caller, input);
  }

  @Get(':teamId')
  @Can('team.open', { summary: 'One team, with one’s role in it' })
  open(@Access() team: TeamAccess): Promise<MyTeam> {
    return this.queries.open(team);
  }

  @Patch(':teamId')
  @Can('team.update', {
    summary: 'Change a team’s name, slug, description who may make channels, or whether it asks for a second factor',
  })
  @Refuses('team.slug_taken', 'team.second_factor_first')
  update(@Access() team: TeamAccess, @Body() input: UpdateTeamDto): Promise<Team> {
    return this.settings.update(team, input);
  }

  @Put(':teamId')
  @Can('team.update', {
    summary: 'Change a team’s name, slug, description, who may make channels, or whether it asks for a second factor',
    as: 'team.replace',
  })
  @Refuses('team.slug_taken', 'team.second_factor_first')
  replace(@Access() team: TeamAccess, @Body() input: UpdateTeamDto): Promise<Team> {
    return this.settings.update(team, input);
  }

  @Delete(':teamId')
  @Can('team.delete', { summary: 'Remove a team with its channels and all that was said in them' })
  remove(@Access() team: TeamAccess): Promise<TeamDeleted> {
    return this.teams.remove(team);
  }

  @Post(':teamId/hand-over')
  @HttpCode(200)
  @Can('team.hand_over', { summary: 'Make a member the owner in one’s place, and oneself an admin' })
  handOver(@Access() team: TeamAccess, @Body() { userId }: HandOverTeamDto): Promise<TeamMember> {
    return this.members.handOver(team, userId);
  }

  @Get(':teamId/members')
  @Can('team.member.list', { summary: 'Who is in the team' })
  @Refuses('cursor.invalid')
  listMembers(@Access() team: TeamAccess, @Query() asked: ListTeamMembersDto): Promise<TeamMemberPage> {
    return this.queries.members(team, asked);
  }

  @Post(':teamId/members')
  @Can('team.member.add', { summary: 'Make somebody a member, by id or username' })
  @Refuses('team.member_exists', 'team.banned', 'team.role_too_high')
  addMember(@Access() team: TeamAccess, @Body() input: AddTeamMemberDto): Promise<TeamMember> {
    return this.members.add(team, input);
  }

  @Patch(':teamId/members/:userId')
  @Can('team.member.update', { summary: 'Give a member another role' })
  @Refuses('team.role_too_high', 'team.last_owner')
  updateMember(
    @Access() team: TeamAccess,
    @Param('userId', IdPipe) userId: string,
    @Body() { role }: UpdateTeamMemberDto,
  ): Promise<TeamMember> {
    return this.members.update(team, userId, role);
  }

  @Delete(':teamId/members/:userId')
  @Can('team.member.remove', { summary: 'Take a member out of the team; one’s own id leaves it' })
  @Refuses('access.denied', 'team.role_too_high', 'team.last_owner')
  removeMember(@Access() team: TeamAccess, @Param('userId', IdPipe) userId: string): Promise<TeamMemberGone> {
    return this.members.remove(team, userId);
  }
}
