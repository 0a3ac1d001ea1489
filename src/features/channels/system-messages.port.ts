import { Injectable } from '@nestjs/common';
import type { Visibility } from '../../core/access/roles.js';
import type { WriteTx } from '../../platform/database/write-tx.js';

/**
 * What happened in a channel, as its timeline tells it: the JSON body of a system message. Who did it is the message's author, `userId` whom it is
 * about. The shapes are a promise to clients: more may come, and none of these changes. In a thread nothing but replies stands.
 */
export type ChannelEvent =
  | { event: 'member_joined'; userId: string }
  | { event: 'member_added'; userId: string }
  | { event: 'member_left'; userId: string }
  | { event: 'member_removed'; userId: string; reason?: string }
  | { event: 'host_changed'; userId: string }
  | { event: 'channel_renamed'; from: string; to: string }
  | { event: 'topic_changed'; topic: string }
  | { event: 'visibility_changed'; visibility: Visibility }
  | { event: 'channel_archived' }
  | { event: 'channel_restored' }
  | { event: 'message_pinned'; messageId: string }
  | { event: 'call_ended'; callId: string; seconds: number }
  | { event: 'call_missed'; callId: string };

/** Writes a system message into a channel whose stream `tx` has locked. `authorId` is who did it. Implemented by Messages. */
export abstract class SystemMessageWriter {
  abstract write(tx: WriteTx, channelId: string, authorId: string, event: ChannelEvent): Promise<void>;
}

/** Where Messages, which lies above Channels, puts its writer, and Channels finds it. */
@Injectable()
export class SystemMessages {
  private writer: SystemMessageWriter | undefined;

  register(writer: SystemMessageWriter): void {
    this.writer = writer;
  }

  async write(tx: WriteTx, channelId: string, authorId: string, event: ChannelEvent): Promise<void> {
    if (!this.writer) throw new Error('Messages has not registered how a system message is written.');
    await this.writer.write(tx, channelId, authorId, event);
  }
}
