import { Module } from '@nestjs/common';
import { AccessService } from '../../core/access/access.service.js';
import { ChannelIncludes } from '../channels/channel-includes.js';
import { ChannelsModule } from '../channels/channels.module.js';
import { SystemMessages } from '../channels/system-messages.port.js';
import { MediaModule } from '../media/media.module.js';
import { FloodGuard } from './flood-guard.js';
import { MessageAppender } from './message-appender.js';
import { MessageEdits } from './message-edits.js';
import { MessageErasure } from './message-erasure.js';
import { MessageSending } from './message-sending.js';
import { MessageReactions } from './message-reactions.port.js';
import { MessagesBroadcaster } from './messages.broadcaster.js';
import { MessagesController } from './messages.controller.js';
import { MessagesGateway } from './messages.gateway.js';
import { MessagesQueries } from './messages.queries.js';
import { MessagesService } from './messages.service.js';
import { RecentMessages } from './recent-messages.js';
import { TimelineWriter } from './timeline-writer.js';
import { ThreadFollowers } from './thread-followers.js';

/** How many messages come along when a channel is opened. */
const FIRST_PAGE = 50;

/** What people say. */
@Module({
  imports: [ChannelsModule, MediaModule],
  controllers: [MessagesController],
  providers: [
    ...[MessageAppender, MessageReactions, MessagesBroadcaster, MessagesGateway, MessagesQueries, MessagesService],
    ...[FloodGuard, MessageEdits, MessageErasure, MessageSending, RecentMessages, ThreadFollowers, TimelineWriter],
  ],
  exports: [MessageReactions, MessagesQueries, MessagesService, ThreadFollowers],
})
export class MessagesModule {
  constructor(
    access: AccessService,
    includes: ChannelIncludes,
    system: SystemMessages,
    queries: MessagesQueries,
    writer: TimelineWriter,
  ) {
    access.registerMessages({ table: 'messages', authorColumn: 'authorId' });
    includes.register('messages', (reader, channelId) => queries.page(reader, channelId, { limit: FIRST_PAGE }));
    system.register(writer);
  }
}
