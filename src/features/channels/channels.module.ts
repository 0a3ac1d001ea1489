import { Module } from '@nestjs/common';
import { TeamsModule } from '../teams/teams.module.js';
import { ChannelBansController } from './channel-bans.controller.js';
import { ChannelBansGateway } from './channel-bans.gateway.js';
import { ChannelBansQueries } from './channel-bans.queries.js';
import { ChannelBansService } from './channel-bans.service.js';
import { ChannelEntry } from './channel-entry.js';
import { ChannelExit } from './channel-exit.js';
import { ChannelFounding } from './channel-founding.js';
import { ChannelHosts } from './channel-hosts.js';
import { ChannelIncludes } from './channel-includes.js';
import { ChannelMembersController } from './channel-members.controller.js';
import { ChannelMembersGateway } from './channel-members.gateway.js';
import { ChannelMembersService } from './channel-members.service.js';
import { ChannelPreferencesService } from './channel-preferences.service.js';
import { ChannelPresenter } from './channel-presenter.js';
import { ChannelRecords } from './channel-records.js';
import { ChannelSnapshots } from './channel-snapshots.js';
import { ChannelViewsService } from './channel-views.service.js';
import { ChannelVoices } from './channel-voices.port.js';
import { ChannelsBroadcaster } from './channels.broadcaster.js';
import { ChannelsController } from './channels.controller.js';
import { ChannelsGateway } from './channels.gateway.js';
import { ChannelsQueries } from './channels.queries.js';
import { ChannelsService } from './channels.service.js';
import { ReadMarksService } from './read-marks.service.js';
import { SystemMessages } from './system-messages.port.js';

/** What people talk in, who is in it, and how far they have read. */
@Module({
  imports: [TeamsModule],
  controllers: [ChannelsController, ChannelMembersController, ChannelBansController],
  providers: [
    ...[
      ChannelsGateway,
      ChannelMembersGateway,
      ChannelBansGateway,
      ChannelsBroadcaster,
      ChannelSnapshots,
      ChannelsQueries,
      ChannelViewsService,
    ],
    ...[
      ChannelsService,
      ChannelMembersService,
      ChannelBansQueries,
      ChannelBansService,
      ChannelEntry,
      ChannelExit,
      ChannelFounding,
      ChannelHosts,
      ReadMarksService,
      ChannelPreferencesService,
      ChannelIncludes,
      ChannelPresenter,
      ChannelRecords,
      SystemMessages,
      ChannelVoices,
    ],
  ],
  exports: [ChannelEntry, ChannelIncludes, ChannelPresenter, ChannelsQueries, ChannelVoices, SystemMessages],
})
export class ChannelsModule {}
