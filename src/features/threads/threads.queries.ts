import { Injectable } from '@nestjs/common';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { timePage } from '../../platform/database/time-page.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import { ChannelEntity } from '../channels/channel.entity.js';
import { toThread } from '../messages/message.wire.js';
import { MessagesQueries } from '../messages/messages.queries.js';
import { ThreadEntity } from '../messages/thread.entity.js';
import type { ThreadPage, ThreadView } from './thread.wire.js';

/** How many replies come along when a thread is looked at. */
const FIRST_PAGE = 50;

type ThreadRow = ThreadEntity & { channel: ChannelEntity };

/** Reads threads with the messages that they hang under. */
@Injectable()
export class ThreadsQueries {
  constructor(private readonly messages: MessagesQueries) {}

  /** @throws Problem `not_found` for a message that went with its channel just now. */
  async view(reader: EntityManager, messageId: string): Promise<ThreadView> {
    const root = await this.messages.byId(reader, messageId);
    const { thread } = root;
    if (!thread) return { root, thread };
    return { root, thread, messages: await this.messages.page(reader, thread.channelId, { limit: FIRST_PAGE }) };
  }

  async list(reader: EntityManager, parentId: string, page: PageDto): Promise<ThreadPage> {
    const query = reader
      .createQueryBuilder(ThreadEntity, 't')
      .innerJoinAndMapOne('t.channel', ChannelEntity, 'c', 'c.id = t.channelId')
      .where('t.parentId = :parentId', { parentId }) as SelectQueryBuilder<ThreadRow>;
    const columns = { at: 'COALESCE(t.lastReplyAt, c.createdAt)', id: 't.channelId' };
    const { items, before, after } = await timePage(query, { columns, direction: 'DESC', placeOf }, page);
    const roots = await this.messages.byIds(
      reader,
      items.map(({ rootMessageId }) => rootMessageId),
    );
    const threads = items.map((thread) => ({ root: roots.get(thread.rootMessageId)!, thread: toThread(thread) }));
    return { items: threads, before, after };
  }
}

function placeOf({ lastReplyAt, channel, channelId }: ThreadRow): { at: Date; id: string } {
  return { at: lastReplyAt ?? channel.createdAt, id: channelId };
}
