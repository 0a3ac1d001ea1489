import { Access, Command, Input } from '../../core/access/decorators.js';
import { ChannelAccess, MessageAccess, UserAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { MessageEdits } from './message-edits.js';
import type { MessageHistory } from './message-history.wire.js';
import type { Message, MessagePage } from './message.wire.js';
import { EditMessageDto, ListMessagesDto, SendMessageDto } from './messages.dto.js';
import { MessagesService } from './messages.service.js';
import { RecentMessages } from './recent-messages.js';
import type { RecentMessagePage } from './recent-messages.wire.js';

@Gateway()
export class MessagesGateway {
  constructor(
    private readonly messages: MessagesService,
    private readonly edits: MessageEdits,
    private readonly recently: RecentMessages,
  ) {}

  @Command('message.send')
  send(@Access() channel: ChannelAccess, @Input() input: SendMessageDto): Promise<Message> {
    return this.messages.send(channel, input);
  }

  @Command('message.list')
  list(@Access() channel: ChannelAccess, @Input() asked: ListMessagesDto): Promise<MessagePage> {
    return this.messages.list(channel, asked);
  }

  @Command('message.recent')
  recent(@Access() caller: UserAccess, @Input() page: PageDto): Promise<RecentMessagePage> {
    return this.recently.list(caller, page);
  }

  @Command('message.open')
  open(@Access() message: MessageAccess): Promise<Message> {
    return this.messages.open(message);
  }

  @Command('message.history')
  history(@Access() message: MessageAccess): Promise<MessageHistory> {
    return this.edits.list(message);
  }

  @Command('message.edit')
  edit(@Access() message: MessageAccess, @Input() input: EditMessageDto): Promise<Message> {
    return this.messages.edit(message, input);
  }

  @Command('message.delete')
  remove(@Access() message: MessageAccess): Promise<Message> {
    return this.messages.remove(message);
  }
}
