import { Module } from '@nestjs/common';
import { MessagesModule } from '../messages/messages.module.js';
import { MentionsController } from './mentions.controller.js';
import { MentionsGateway } from './mentions.gateway.js';
import { MentionsQueries } from './mentions.queries.js';

/** One's inbox: who mentioned one, wherever that was. */
@Module({
  imports: [MessagesModule],
  controllers: [MentionsController],
  providers: [MentionsGateway, MentionsQueries],
})
export class MentionsModule {}
