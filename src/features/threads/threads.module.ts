import { Module } from '@nestjs/common';
import { MessagesModule } from '../messages/messages.module.js';
import { ThreadsController } from './threads.controller.js';
import { ThreadsGateway } from './threads.gateway.js';
import { ThreadsQueries } from './threads.queries.js';
import { ThreadsService } from './threads.service.js';

/** Conversations under messages. Each is a channel of its own, so what is said in one is sent, read and marked as anywhere. */
@Module({
  imports: [MessagesModule],
  controllers: [ThreadsController],
  providers: [ThreadsGateway, ThreadsQueries, ThreadsService],
})
export class ThreadsModule {}
