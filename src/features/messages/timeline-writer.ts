import { Injectable } from '@nestjs/common';
import { readMarks } from '../../core/access/read-marks.js';
import { UsersService } from '../../core/users/users.service.js';
import { newId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { SystemMessageWriter, type ChannelEvent } from '../channels/system-messages.port.js';
import { announce, insertMessages, untouched } from './message-batch.js';
import type { MessageEntity } from './message.entity.js';

/**
 * Tells in a channel's timeline what happened to it. Takes a number like every message, but counts for nobody as unread. A missed call does: it is said to
 * the others, and whoever called has read what was there before, as with a message of theirs.
 */
@Injectable()
export class TimelineWriter extends SystemMessageWriter {
  constructor(private readonly users: UsersService) {
    super();
  }

  override async write(tx: WriteTx, channelId: string, authorId: string, event: ChannelEvent): Promise<void> {
    const stream = tx.stream(`channel:${channelId}`);
    const counts = event.event === 'call_missed';
    stream.seq += 1;
    if (counts) stream.counted += 1;
    const row: MessageEntity = {
      ...{ id: newId(), channelId, seq: stream.seq, counted: stream.counted, authorId, kind: 'system' },
      ...{ body: JSON.stringify(event), replyToId: null, nonce: null, requestHash: null },
      ...{ createdAt: tx.now, ...untouched },
    };
    insertMessages(tx, [row]);
    announce(tx, row, await this.users.presentOne(tx.manager, authorId));
    const { seq, counted } = row;
    if (counts) tx.leave(readMarks(tx.manager, [{ channelId, userId: authorId, seq, counted }]));
  }
}
