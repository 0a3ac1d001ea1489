import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { TeamAccess, UserAccess } from '../../core/access/grants.js';
import { ListPresenceDto, SetPresenceDto } from './presence.dto.js';
import { PresenceQueries } from './presence.queries.js';
import { PresenceService } from './presence.service.js';
import { OwnPresence, PresenceList } from './presence.wire.js';

@Controller()
export class PresenceController {
  constructor(
    private readonly presence: PresenceService,
    private readonly queries: PresenceQueries,
  ) {}

  @Put('me/presence')
  @Can('presence.set', { summary: 'Set one’s presence on all devices' })
  set(@Access() caller: UserAccess, @Body() input: SetPresenceDto): Promise<OwnPresence> {
    return this.presence.set(caller, input);
  }

  @Get('presence')
  @Can('presence.list', {
    summary: 'Who of these people is there; left out are those with whom one shares neither team nor DM',
  })
  list(@Access() caller: UserAccess, @Query() { userIds }: ListPresenceDto): Promise<PresenceList> {
    return this.queries.list(caller, userIds);
  }

  @Get('teams/:teamId/presence')
  @Can('team.presence.list', { summary: 'Who of the team is there: all who are not offline, 2,000 at most' })
  team(@Access() team: TeamAccess): Promise<PresenceList> {
    return this.queries.team(team);
  }
}
