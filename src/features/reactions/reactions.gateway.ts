import { Access, Command, Input } from '../../core/access/decorators.js';
import { MessageAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { Message } from '../messages/message.wire.js';
import type { ReactorPage } from './reaction.wire.js';
import { ListReactionsDto, ReactionDto } from './reactions.dto.js';
import { ReactionsQueries } from './reactions.queries.js';
import { ReactionsService } from './reactions.service.js';

@Gateway()
export class ReactionsGateway {
  constructor(
    private readonly reactions: ReactionsService,
    private readonly queries: ReactionsQueries,
  ) {}

  @Command('reaction.list')
  list(@Access() message: MessageAccess, @Input() asked: ListReactionsDto): Promise<ReactorPage> {
    return this.queries.list(message, asked);
  }

  @Command('reaction.add')
  add(@Access() message: MessageAccess, @Input() { emoji }: ReactionDto): Promise<Message> {
    return this.reactions.add(message, emoji);
  }

  @Command('reaction.remove')
  remove(@Access() message: MessageAccess, @Input() { emoji }: ReactionDto): Promise<Message> {
    return this.reactions.remove(message, emoji);
  }
}
