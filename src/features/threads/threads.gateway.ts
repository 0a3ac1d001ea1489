import { Access, Command, Input } from '../../core/access/decorators.js';
import { ChannelAccess, MessageAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { ChannelMember, ChannelMemberGone } from '../channels/channel.wire.js';
import type { Thread } from '../messages/message.wire.js';
import type { ThreadPage, ThreadView } from './thread.wire.js';
import { ThreadsService } from './threads.service.js';

@Gateway()
export class ThreadsGateway {
  constructor(private readonly threads: ThreadsService) {}

  @Command('thread.open')
  open(@Access() message: MessageAccess): Promise<Thread> {
    return this.threads.open(message);
  }

  @Command('thread.view')
  view(@Access() message: MessageAccess): Promise<ThreadView> {
    return this.threads.view(message);
  }

  @Command('thread.list')
  list(@Access() channel: ChannelAccess, @Input() page: PageDto): Promise<ThreadPage> {
    return this.threads.list(channel, page);
  }

  @Command('thread.follow')
  follow(@Access() thread: ChannelAccess): Promise<ChannelMember> {
    return this.threads.follow(thread);
  }

  @Command('thread.unfollow')
  unfollow(@Access() thread: ChannelAccess): Promise<ChannelMemberGone> {
    return this.threads.unfollow(thread);
  }
}
