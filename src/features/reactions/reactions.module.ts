import { Module } from '@nestjs/common';
import { MessageReactions } from '../messages/message-reactions.port.js';
import { MessagesModule } from '../messages/messages.module.js';
import { ReactionsBroadcaster } from './reactions.broadcaster.js';
import { ReactionsController } from './reactions.controller.js';
import { ReactionsGateway } from './reactions.gateway.js';
import { ReactionsQueries } from './reactions.queries.js';
import { ReactionsService } from './reactions.service.js';

/** Emoji on messages. */
@Module({
  imports: [MessagesModule],
  controllers: [ReactionsController],
  providers: [ReactionsBroadcaster, ReactionsGateway, ReactionsQueries, ReactionsService],
})
export class ReactionsModule {
  constructor(port: MessageReactions, queries: ReactionsQueries) {
    port.register((reader, messageIds) => queries.onMessages(reader, messageIds));
  }
}
