import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { ChannelAccess, MessageAccess, UserAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { MessageEdits } from './message-edits.js';
import { MessageHistory } from './message-history.wire.js';
import { Message, MessagePage } from './message.wire.js';
import { EditMessageDto, ListMessagesDto, SendMessageDto } from './messages.dto.js';
import { MessagesService } from './messages.service.js';
import { RecentMessages } from './recent-messages.js';
import { RecentMessagePage } from './recent-messages.wire.js';

@Controller()
export class MessagesController {
  constructor(
    private readonly messages: MessagesService,
    private readonly edits: MessageEdits,
    private readonly recently: RecentMessages,
  ) {}

  @Post('channels/:channelId/messages')
  @Can('message.send', { summary: 'Send a message; a repeat with the same nonce answers the first one' })
  @Refuses('message.nonce_reused', 'message.repeated', 'channel.slow_mode')
  send(@Access() channel: ChannelAccess, @Body() input: SendMessageDto): Promise<Message> {
    return this.messages.send(channel, input);
  }

  @Get('channels/:channelId/messages')
  @Can('message.list', { summary: 'A page of messages, oldest first, by seq' })
  list(@Access() channel: ChannelAccess, @Query() asked: ListMessagesDto): Promise<MessagePage> {
    return this.messages.list(channel, asked);
  }

  @Get('messages')
  @Can('message.recent', {
    summary: 'What was said lately in all of one’s channels, DMs and threads, the newest first',
  })
  @Refuses('cursor.invalid')
  recent(@Access() caller: UserAccess, @Query() page: PageDto): Promise<RecentMessagePage> {
    return this.recently.list(caller, page);
  }

  @Get('messages/:messageId')
  @Can('message.open', { summary: 'One message' })
  open(@Access() message: MessageAccess): Promise<Message> {
    return this.messages.open(message);
  }

  @Get('messages/:messageId/history')
  @Can('message.history', { summary: 'What a message said before it was edited; of a deleted one for who leads' })
  history(@Access() message: MessageAccess): Promise<MessageHistory> {
    return this.edits.list(message);
  }

  @Patch('messages/:messageId')
  @Can('message.edit', { summary: 'Change the text of one’s own message' })
  @Refuses('message.deleted')
  edit(@Access() message: MessageAccess, @Body() input: EditMessageDto): Promise<Message> {
    return this.messages.edit(message, input);
  }

  @Put('messages/:messageId')
  @Can('message.edit', { summary: 'Change the text of one’s own message', as: 'message.replace' })
  @Refuses('message.deleted')
  replace(@Access() message: MessageAccess, @Body() input: EditMessageDto): Promise<Message> {
    return this.messages.edit(message, input);
  }

  @Delete('messages/:messageId')
  @Can('message.delete', { summary: 'Delete a message; a blank tombstone stays in its place' })
  remove(@Access() message: MessageAccess): Promise<Message> {
    return this.messages.remove(message);
  }
}
