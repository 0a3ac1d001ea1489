import { Module } from '@nestjs/common';
import { ChannelsModule } from '../channels/channels.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { PinsController } from './pins.controller.js';
import { PinsGateway } from './pins.gateway.js';
import { PinsService } from './pins.service.js';

/** Messages that are kept in sight of everybody in their channel. */
@Module({
  imports: [ChannelsModule, MessagesModule],
  controllers: [PinsController],
  providers: [PinsGateway, PinsService],
})
export class PinsModule {}
