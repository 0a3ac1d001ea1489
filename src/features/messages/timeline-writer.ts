import { Injectable } from '@nestjs/common';
import { UsersService } from '../../core/users/users.service.js';
import { newId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { SystemMessageWriter, type ChannelEvent } from '../channels/system-messages.port.js';
import { announce, insertMessages, untouched } from './message-batch.js';
import type { MessageEntity } from './message.entity.js';

/** Tells in a channel's timeline what happened to it. Takes a number like every message, but counts for nobody as unread. */
@Injectable()
export class TimelineWriter extends SystemMessageWriter {
  constructor(private readonly users: UsersService) {
    super();
  }

  override async write(tx: WriteTx, channelId: string, authorId: string, event: ChannelEvent): Promise<void> {
    const stream = tx.stream(`channel:${channelId}`);
    stream.seq += 1;
    const row: MessageEntity = {
      ...{ id: newId(), channelId, seq: stream.seq, counted: stream.counted, authorId, kind: 'system' },
      ...{ body: JSON.stringify(event), replyToId: null, nonce: null, requestHash: null },
      ...{ createdAt: tx.now, ...untouched },
    };
    insertMessages(tx, [row]);
    announce(tx, row, await this.users.presentOne(tx.manager, authorId));
  }
}
