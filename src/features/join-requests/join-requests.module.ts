import { Module } from '@nestjs/common';
import { ChannelIncludes } from '../channels/channel-includes.js';
import { ChannelsModule } from '../channels/channels.module.js';
import { JoinRequestsBroadcaster } from './join-requests.broadcaster.js';
import { JoinRequestsController } from './join-requests.controller.js';
import { JoinRequestsGateway } from './join-requests.gateway.js';
import { JoinRequestsService } from './join-requests.service.js';

/** Asking to be let into a channel. */
@Module({
  imports: [ChannelsModule],
  controllers: [JoinRequestsController],
  providers: [JoinRequestsBroadcaster, JoinRequestsGateway, JoinRequestsService],
})
export class JoinRequestsModule {
  constructor(includes: ChannelIncludes, requests: JoinRequestsService) {
    includes.register('joinRequest', (reader, channelId, userId) => requests.newestOf(reader, channelId, userId));
  }
}
