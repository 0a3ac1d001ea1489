import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import type { ChannelAccess, MessageAccess } from '../../core/access/grants.js';
import { Database } from '../../platform/database/database.js';
import { timePage } from '../../platform/database/time-page.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import { fail } from '../../platform/errors/problem.js';
import { SystemMessages } from '../channels/system-messages.port.js';
import { MessageEntity } from '../messages/message.entity.js';
import type { Message } from '../messages/message.wire.js';
import { messagePinned, messageUnpinned } from '../messages/messages.broadcaster.js';
import { MessagesQueries } from '../messages/messages.queries.js';
import type { PinPage } from './pin.wire.js';

/** More than this nobody looks through. */
const MAX_PINS = 100;

/** Pins messages to their channel. Under the lock of the channel's stream, so that there are never more than `MAX_PINS`. */
@Injectable()
export class PinsService {
  constructor(
    private readonly database: Database,
    private readonly queries: MessagesQueries,
    private readonly timeline: SystemMessages,
  ) {}

  /** What is pinned stays as it is. @throws Problem `message.pin_limit`, `message.system`, `message.deleted`. */
  pin(access: MessageAccess): Promise<Message> {
    const { channelId, messageId, userId, message } = access;
    return this.database.write([access], async (tx) => {
      const before = await messageOf(tx, access);
      if (before.kind === 'system') throw fail('message.system');
      if (before.deletedAt) throw fail('message.deleted');
      if (before.pinnedAt) return this.queries.byId(tx.manager, messageId);
      if ((await tx.manager.countBy(MessageEntity, { channelId, pinnedAt: Not(IsNull()) })) >= MAX_PINS)
        throw fail('message.pin_limit');
      await mark(tx, before, { pinnedAt: tx.now, pinnedBy: userId });
      const pinned = await this.queries.byId(tx.manager, messageId);
      tx.change(access.stream, messagePinned, messageId, pinned);
      // In a thread there are replies and nothing else.
      if (message.kind !== 'thread')
        await this.timeline.write(tx, channelId, userId, { event: 'message_pinned', messageId });
      return pinned;
    });
  }

  /** What is not pinned stays as it is. */
  unpin(access: MessageAccess): Promise<Message> {
    const { messageId } = access;
    return this.database.write([access], async (tx) => {
      const before = await messageOf(tx, access);
      if (before.pinnedAt) await mark(tx, before, { pinnedAt: null, pinnedBy: null });
      const message = await this.queries.byId(tx.manager, messageId);
      if (before.pinnedAt) tx.change(access.stream, messageUnpinned, messageId, message);
      return message;
    });
  }

  list({ channelId }: ChannelAccess, page: PageDto): Promise<PinPage> {
    return this.database.snapshot(async (reader) => {
      const query = reader
        .createQueryBuilder(MessageEntity, 'm')
        .where('m.channelId = :channelId AND m.pinnedAt IS NOT NULL', { channelId });
      const order = { columns: { at: 'm.pinnedAt', id: 'm.id' }, direction: 'DESC' as const, placeOf };
      const { items, before, after } = await timePage(query, order, page);
      const ids = items.map(({ id }) => id);
      const messages = await this.queries.byIds(reader, ids);
      return { items: ids.map((id) => messages.get(id)!), before, after };
    });
  }
}

/** As it stands under the lock, where the grant was checked again: so it exists. */
function messageOf({ manager }: WriteTx, { messageId: id }: MessageAccess): Promise<MessageEntity> {
  return manager.findOneByOrFail(MessageEntity, { id });
}

async function mark(
  { manager }: WriteTx,
  { id, version }: MessageEntity,
  changes: Pick<MessageEntity, 'pinnedAt' | 'pinnedBy'>,
): Promise<void> {
  await manager.update(MessageEntity, { id }, { ...changes, version: version + 1 });
}

function placeOf({ pinnedAt, id }: MessageEntity): { at: Date; id: string } {
  return { at: pinnedAt!, id };
}
