import { Access, Command, Input } from '../../core/access/decorators.js';
import { ChannelAccess, UserAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import type { ChannelPreferences } from '../channels/channel.wire.js';
import type { Message } from '../messages/message.wire.js';
import type { Dm, DmPage } from './dm.wire.js';
import { CloseDmDto, ListDmsDto, OpenDmDto, SendDmDto } from './dms.dto.js';
import { DmsQueries } from './dms.queries.js';
import { DmsService } from './dms.service.js';

@Gateway()
export class DmsGateway {
  constructor(
    private readonly dms: DmsService,
    private readonly queries: DmsQueries,
  ) {}

  @Command('dm.open')
  open(@Access() caller: UserAccess, @Input() input: OpenDmDto): Promise<Dm> {
    return this.dms.open(caller, input);
  }

  @Command('dm.send')
  send(@Access() caller: UserAccess, @Input() input: SendDmDto): Promise<Message> {
    return this.dms.send(caller, input);
  }

  @Command('dm.list')
  list(@Access() caller: UserAccess, @Input() asked: ListDmsDto): Promise<DmPage> {
    return this.queries.list(caller, asked);
  }

  @Command('dm.view')
  view(@Access() { userId, channelId }: ChannelAccess): Promise<Dm> {
    return this.queries.view(userId, channelId);
  }

  @Command('dm.close')
  close(@Access() channel: ChannelAccess, @Input() { closed }: CloseDmDto): Promise<ChannelPreferences> {
    return this.dms.close(channel, closed);
  }
}
