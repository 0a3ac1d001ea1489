import { Module } from '@nestjs/common';
import { TeamBansController } from './team-bans.controller.js';
import { TeamBansGateway } from './team-bans.gateway.js';
import { TeamBansQueries } from './team-bans.queries.js';
import { TeamBansService } from './team-bans.service.js';
import { TeamDeparture } from './team-departure.js';
import { TeamEnding } from './team-ending.js';
import { TeamFounding } from './team-founding.js';
import { TeamMembersService } from './team-members.service.js';
import { TeamNotificationsBroadcaster } from './team-notifications.broadcaster.js';
import { TeamNotificationsController } from './team-notifications.controller.js';
import { TeamNotificationsGateway } from './team-notifications.gateway.js';
import { TeamNotificationsService } from './team-notifications.service.js';
import { TeamSettingsService } from './team-settings.service.js';
import { TeamRoster } from './team-roster.js';
import { TeamWithholding } from './team-withholding.js';
import { TeamsBroadcaster } from './teams.broadcaster.js';
import { TeamsController } from './teams.controller.js';
import { TeamsGateway } from './teams.gateway.js';
import { TeamsQueries } from './teams.queries.js';
import { TeamsService } from './teams.service.js';

/** Teams, who is in them and who may not be, and what all in one are told. */
@Module({
  controllers: [TeamsController, TeamBansController, TeamNotificationsController],
  providers: [
    ...[TeamsGateway, TeamsService, TeamSettingsService, TeamMembersService, TeamsQueries, TeamsBroadcaster],
    ...[TeamBansGateway, TeamBansService, TeamBansQueries],
    ...[TeamNotificationsGateway, TeamNotificationsService, TeamNotificationsBroadcaster],
    ...[TeamRoster, TeamFounding, TeamDeparture, TeamEnding, TeamWithholding],
  ],
  exports: [TeamsBroadcaster, TeamsQueries, TeamRoster, TeamFounding, TeamDeparture, TeamEnding, TeamWithholding],
})
export class TeamsModule {}
