import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/channels.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { DmOpening } from './dm-opening.js';
import { DmsBroadcaster } from './dms.broadcaster.js';
import { DmsController } from './dms.controller.js';
import { DmsGateway } from './dms.gateway.js';
import { DmsQueries } from './dms.queries.js';
import { DmsService } from './dms.service.js';

/** Private conversations. Each is a channel of its own, so what can be done with messages is done here too. */
@Module({
  imports: [ChannelsModule, MessagesModule],
  controllers: [DmsController],
  providers: [DmOpening, DmsBroadcaster, DmsGateway, DmsQueries, DmsService],
})
export class DmsModule {}
