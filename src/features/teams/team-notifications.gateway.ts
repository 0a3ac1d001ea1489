import { Access, Command, Input } from '../../core/access/decorators.js';
import { TeamAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { TeamNotification, TeamNotificationPage } from './team-notification.wire.js';
import { NotifyTeamDto } from './team-notifications.dto.js';
import { TeamNotificationsService } from './team-notifications.service.js';

@Gateway()
export class TeamNotificationsGateway {
  constructor(private readonly notifications: TeamNotificationsService) {}

  @Command('team.notification.list')
  list(@Access() team: TeamAccess, @Input() page: PageDto): Promise<TeamNotificationPage> {
    return this.notifications.list(team, page);
  }

  @Command('team.notify')
  notify(@Access() team: TeamAccess, @Input() input: NotifyTeamDto): Promise<TeamNotification> {
    return this.notifications.notify(team, input);
  }
}
