import { Body, Controller, Get, Post, Put, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { ChannelAccess, UserAccess } from '../../core/access/grants.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ChannelPreferences } from '../channels/channel.wire.js';
import { Message, MessagePage } from '../messages/message.wire.js';
import { ListMessagesDto, SendMessageDto } from '../messages/messages.dto.js';
import { MessagesService } from '../messages/messages.service.js';
import { Dm, DmPage } from './dm.wire.js';
import { CloseDmDto, ListDmsDto, OpenDmDto, SendDmDto } from './dms.dto.js';
import { DmsQueries } from './dms.queries.js';
import { DmsService } from './dms.service.js';

@Controller()
export class DmsController {
  constructor(
    private readonly dms: DmsService,
    private readonly queries: DmsQueries,
    private readonly messages: MessagesService,
  ) {}

  @Post('dms')
  @Can('dm.open', { summary: 'Open the conversation of these people, or begin it; with a message, send it at once' })
  @Refuses('not_found', 'dm.too_many', 'dm.no_shared_team', 'message.nonce_reused', 'message.repeated')
  open(@Access() caller: UserAccess, @Body() input: OpenDmDto): Promise<Dm> {
    return this.dms.open(caller, input);
  }

  @Get('dms')
  @Can('dm.list', { summary: 'One’s conversations, the newest activity first' })
  @Refuses('cursor.invalid')
  list(@Access() caller: UserAccess, @Query() asked: ListDmsDto): Promise<DmPage> {
    return this.queries.list(caller, asked);
  }

  @Post('dms/messages')
  @Can('dm.send', { summary: 'Send a message to people, in their conversation with oneself; it is begun if need be' })
  @Refuses('not_found', 'dm.too_many', 'dm.no_shared_team', 'message.nonce_reused', 'message.repeated')
  send(@Access() caller: UserAccess, @Body() input: SendDmDto): Promise<Message> {
    return this.dms.send(caller, input);
  }

  @Get('dms/:channelId')
  @Can('dm.view', { summary: 'A conversation with its people, its newest message and the one it grew from' })
  view(@Access() { userId, channelId }: ChannelAccess): Promise<Dm> {
    return this.queries.view(userId, channelId);
  }

  @Get('dms/:channelId/messages')
  @Can('message.list', { summary: 'A page of a conversation’s messages', as: 'dm.message.list' })
  listMessages(@Access() channel: ChannelAccess, @Query() asked: ListMessagesDto): Promise<MessagePage> {
    return this.messages.list(channel, asked);
  }

  @Post('dms/:channelId/messages')
  @Can('message.send', { summary: 'Send a message in a conversation', as: 'dm.message.send' })
  @Refuses('message.nonce_reused', 'message.repeated')
  sendMessage(@Access() channel: ChannelAccess, @Body() input: SendMessageDto): Promise<Message> {
    return this.messages.send(channel, input);
  }

  @Put('dms/:channelId/visibility')
  @Can('dm.close', {
    summary: 'Leave a conversation out of one’s list until something is said in it, or show it again',
  })
  close(@Access() channel: ChannelAccess, @Body() { closed }: CloseDmDto): Promise<ChannelPreferences> {
    return this.dms.close(channel, closed);
  }
}
