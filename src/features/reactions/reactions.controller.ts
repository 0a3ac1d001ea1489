import { Controller, Delete, Get, Param, Put, Query } from '@nestjs/common';
import { Access, Can } from '../../core/access/decorators.js';
import { MessageAccess } from '../../core/access/grants.js';
import { Refuses } from '../../platform/http/refuses.js';
import { Message } from '../messages/message.wire.js';
import { EmojiPipe } from './emoji.js';
import { ReactorPage } from './reaction.wire.js';
import { ListReactionsDto } from './reactions.dto.js';
import { ReactionsQueries } from './reactions.queries.js';
import { ReactionsService } from './reactions.service.js';

@Controller('messages/:messageId/reactions')
export class ReactionsController {
  constructor(
    private readonly reactions: ReactionsService,
    private readonly queries: ReactionsQueries,
  ) {}

  @Get()
  @Can('reaction.list', { summary: 'Who reacted to a message, the first first' })
  @Refuses('cursor.invalid')
  list(@Access() message: MessageAccess, @Query() asked: ListReactionsDto): Promise<ReactorPage> {
    return this.queries.list(message, asked);
  }

  @Put(':emoji')
  @Can('reaction.add', { summary: 'Put an emoji on a message; once is enough' })
  @Refuses('message.deleted', 'reaction.limit')
  add(@Access() message: MessageAccess, @Param('emoji', EmojiPipe) emoji: string): Promise<Message> {
    return this.reactions.add(message, emoji);
  }

  @Delete(':emoji')
  @Can('reaction.remove', { summary: 'Take one’s emoji back' })
  @Refuses('message.deleted')
  remove(@Access() message: MessageAccess, @Param('emoji', EmojiPipe) emoji: string): Promise<Message> {
    return this.reactions.remove(message, emoji);
  }
}
