import { Injectable } from '@nestjs/common';
import type { ChannelAccess } from '../../core/access/grants.js';
import { FloodGuard } from './flood-guard.js';
import { MessageAppender } from './message-appender.js';
import type { Message } from './message.wire.js';
import type { SendMessageDto } from './messages.dto.js';
import { ThreadFollowers } from './thread-followers.js';

/** The way of a message to the appender, the same in every kind of channel. */
@Injectable()
export class MessageSending {
  constructor(
    private readonly flood: FloodGuard,
    private readonly followers: ThreadFollowers,
    private readonly appender: MessageAppender,
  ) {}

  /** @throws Problem `rate.limited`, `message.repeated`, and what the appender refuses it for. */
  async send(access: ChannelAccess, input: SendMessageDto): Promise<Message> {
    const { userId, channelId, channel } = access;
    this.flood.admitMessage({ userId, channelId, body: input.body, nonce: input.nonce });
    if (channel.kind === 'thread') await this.followers.gather(access, input.body);
    return this.appender.append(access, input);
  }
}
