import { Access, Command, Input } from '../../core/access/decorators.js';
import { ChannelAccess, MessageAccess } from '../../core/access/grants.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { Message } from '../messages/message.wire.js';
import type { PinPage } from './pin.wire.js';
import { PinsService } from './pins.service.js';

@Gateway()
export class PinsGateway {
  constructor(private readonly pins: PinsService) {}

  @Command('message.pin')
  pin(@Access() message: MessageAccess): Promise<Message> {
    return this.pins.pin(message);
  }

  @Command('message.unpin')
  unpin(@Access() message: MessageAccess): Promise<Message> {
    return this.pins.unpin(message);
  }

  @Command('pin.list')
  list(@Access() channel: ChannelAccess, @Input() page: PageDto): Promise<PinPage> {
    return this.pins.list(channel, page);
  }
}
