import { Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { ChannelAccess, MessageAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Refuses } from '../../platform/http/refuses.js';
import { ChannelMember, ChannelMemberGone } from '../channels/channel.wire.js';
import { Thread } from '../messages/message.wire.js';
import { ThreadPage, ThreadView } from './thread.wire.js';
import { ThreadsService } from './threads.service.js';

@Controller()
export class ThreadsController {
  constructor(private readonly threads: ThreadsService) {}

  @Post('messages/:messageId/thread')
  @Can('thread.open', { summary: 'The thread under a message, begun if there is none; one follows it from then on' })
  @Refuses('message.thread_nested', 'message.system', 'message.deleted')
  open(@Access() message: MessageAccess): Promise<Thread> {
    return this.threads.open(message);
  }

  @Get('messages/:messageId/thread')
  @Can('thread.view', { summary: 'A message with its thread and the newest replies' })
  view(@Access() message: MessageAccess): Promise<ThreadView> {
    return this.threads.view(message);
  }

  @Get('channels/:channelId/threads')
  @Can('thread.list', { summary: 'The threads of a channel, the latest reply first' })
  @Refuses('cursor.invalid')
  list(@Access() channel: ChannelAccess, @Query() page: PageDto): Promise<ThreadPage> {
    return this.threads.list(channel, page);
  }

  @Put('channels/:channelId/follow')
  @Can('thread.follow', { summary: 'Follow a thread: hear of its replies and see what is unread' })
  follow(@Access() thread: ChannelAccess): Promise<ChannelMember> {
    return this.threads.follow(thread);
  }

  @Delete('channels/:channelId/follow')
  @Can('thread.unfollow', { summary: 'Follow a thread no more' })
  unfollow(@Access() thread: ChannelAccess): Promise<ChannelMemberGone> {
    return this.threads.unfollow(thread);
  }
}
