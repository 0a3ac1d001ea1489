import { Controller, Delete, Get, Put, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { ChannelAccess, MessageAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { Message } from '../messages/message.wire.js';
import { PinPage } from './pin.wire.js';
import { PinsService } from './pins.service.js';

@Controller()
export class PinsController {
  constructor(private readonly pins: PinsService) {}

  @Put('messages/:messageId/pin')
  @Can('message.pin', { summary: 'Pin a message to its channel' })
  @Refuses('message.pin_limit', 'message.system', 'message.deleted')
  pin(@Access() message: MessageAccess): Promise<Message> {
    return this.pins.pin(message);
  }

  @Delete('messages/:messageId/pin')
  @Can('message.unpin', { summary: 'Take a pin off a message' })
  unpin(@Access() message: MessageAccess): Promise<Message> {
    return this.pins.unpin(message);
  }

  @Get('channels/:channelId/pins')
  @Can('pin.list', { summary: 'The pinned messages of a channel, the newest pin first' })
  @Refuses('cursor.invalid')
  list(@Access() channel: ChannelAccess, @Query() page: PageDto): Promise<PinPage> {
    return this.pins.list(channel, page);
  }
}
