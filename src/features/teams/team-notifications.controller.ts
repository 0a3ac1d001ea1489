import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { TeamAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { TeamNotification, TeamNotificationPage } from './team-notification.wire.js';
import { NotifyTeamDto } from './team-notifications.dto.js';
import { TeamNotificationsService } from './team-notifications.service.js';

@Controller('teams/:teamId/notifications')
export class TeamNotificationsController {
  constructor(private readonly notifications: TeamNotificationsService) {}

  @Get()
  @Can('team.notification.list', { summary: 'What the whole team was told, newest first' })
  @Refuses('cursor.invalid')
  list(@Access() team: TeamAccess, @Query() page: PageDto): Promise<TeamNotificationPage> {
    return this.notifications.list(team, page);
  }

  @Post()
  @Can('team.notify', { summary: 'Tell the whole team something, outside of its channels' })
  notify(@Access() team: TeamAccess, @Body() input: NotifyTeamDto): Promise<TeamNotification> {
    return this.notifications.notify(team, input);
  }
}
