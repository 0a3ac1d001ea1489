import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { TeamAccess } from '../../core/access/grants.js';
import { IdPipe } from '../../platform/errors/id.pipe.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { TeamBan, TeamBanLifted, TeamBanPage } from './team-ban.wire.js';
import { BanTeamMemberDto } from './team-bans.dto.js';
import { TeamBansQueries } from './team-bans.queries.js';
import { TeamBansService } from './team-bans.service.js';

@Controller('teams/:teamId/bans')
export class TeamBansController {
  constructor(
    private readonly bans: TeamBansService,
    private readonly queries: TeamBansQueries,
  ) {}

  @Get()
  @Can('team.ban.list', { summary: 'Who is kept out of the team, why and until when' })
  @Refuses('cursor.invalid')
  list(@Access() team: TeamAccess, @Query() page: PageDto): Promise<TeamBanPage> {
    return this.queries.list(team, page);
  }

  @Post()
  @Can('team.member.ban', { summary: 'Keep somebody out of the team, by id or username; a member is removed' })
  @Refuses('team.role_too_high')
  ban(@Access() team: TeamAccess, @Body() input: BanTeamMemberDto): Promise<TeamBan> {
    return this.bans.ban(team, input);
  }

  @Delete(':userId')
  @Can('team.member.unban', { summary: 'Let somebody come into the team again' })
  @Refuses('team.role_too_high')
  unban(@Access() team: TeamAccess, @Param('userId', IdPipe) userId: string): Promise<TeamBanLifted> {
    return this.bans.unban(team, userId);
  }
}
