import { Access, Command, Incoming } from '../../core/access/decorators.js';
import { ChannelAccess } from '../../core/access/grants.js';
import { Gateway } from '../../platform/realtime/gateway.decorator.js';
import { IncomingCommand } from '../../platform/realtime/incoming-command.js';
import { TypingService } from './typing.service.js';
import { TypingStarted, TypingStopped } from './typing.wire.js';

/** Commands alone: whoever writes has a connection, whose end is also the end of the writing. */
@Gateway()
export class TypingGateway {
  constructor(private readonly typing: TypingService) {}

  @Command('typing.start', { answers: TypingStarted })
  start(@Access() channel: ChannelAccess, @Incoming() { connection }: IncomingCommand): Promise<TypingStarted> {
    return this.typing.start(channel, connection.id);
  }

  @Command('typing.stop', { answers: TypingStopped })
  stop(@Access() channel: ChannelAccess): Promise<TypingStopped> {
    return Promise.resolve(this.typing.stop(channel));
  }
}
