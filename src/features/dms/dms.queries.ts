import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { UserAccess } from '../../core/access/grants.js';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { StreamEntity } from '../../platform/changes/stream.entity.js';
import { Database } from '../../platform/database/database.js';
import { placeholders } from '../../platform/database/sql.js';
import { timePage } from '../../platform/database/time-page.js';
import { ChannelPresenter } from '../channels/channel-presenter.js';
import { ChannelEntity } from '../channels/channel.entity.js';
import { ChannelsQueries, type Mine } from '../channels/channels.queries.js';
import { MessageEntity } from '../messages/message.entity.js';
import { MessagesQueries } from '../messages/messages.queries.js';
import { readableBy } from './dm-origins.js';
import type { Dm, DmPage } from './dm.wire.js';
import type { ListDmsDto } from './dms.dto.js';

/** A conversation with its newest message, as the list joins them. */
type Active = ChannelEntity & { newest: MessageEntity | null };

/** Reads conversations for one of their people: the number of queries does not depend on the number of conversations. */
@Injectable()
export class DmsQueries {
  constructor(
    private readonly database: Database,
    private readonly channels: ChannelsQueries,
    private readonly presenter: ChannelPresenter,
    private readonly messages: MessagesQueries,
  ) {}

  /** Newest activity first: the newest message, or where nothing is said yet the opening. */
  list({ userId }: UserAccess, { closed = false, ...page }: ListDmsDto): Promise<DmPage> {
    return this.database.snapshot(async (reader) => {
      const query = reader
        .createQueryBuilder(ChannelEntity, 'c')
        .innerJoin(ChannelMemberEntity, 'cm', `cm.channelId = c.id AND cm.userId = :userId AND cm.state = 'joined'`)
        .innerJoin(StreamEntity, 's', `s.id = CONCAT('channel:', c.id)`)
        .leftJoinAndMapOne('c.newest', MessageEntity, 'm', 'm.channelId = c.id AND m.seq = s.seq')
        .where(`c.kind = 'direct'`)
        .setParameters({ userId });
      if (!closed) query.andWhere('(cm.closedSeq IS NULL OR s.seq > cm.closedSeq)');
      const columns = { at: 'COALESCE(m.createdAt, c.createdAt)', id: 'c.id' };
      const { items, ...cursors } = await timePage(query, { columns, direction: 'DESC', placeOf }, page);
      return { items: await this.present(reader, userId, items), ...cursors };
    });
  }

  view(viewerId: string, channelId: string): Promise<Dm> {
    return this.database.snapshot(async (reader) => {
      const channels = await this.channels.byIds(reader, [channelId]);
      const [dm] = await this.present(reader, viewerId, [...channels.values()]);
      return dm!; // a grant stands on the membership, and nobody ever leaves a conversation
    });
  }

  private async present(reader: EntityManager, viewerId: string, rows: ChannelEntity[]): Promise<Dm[]> {
    if (rows.length === 0) return [];
    const channels = await this.presenter.present(reader, rows);
    const mine = await this.channels.mine(
      reader,
      viewerId,
      rows.map(({ id }) => id),
    );
    const newest = await newestIds(reader, mine);
    const originIds = rows.flatMap(({ originMessageId }) => originMessageId ?? []);
    const messages = await this.messages.byIds(reader, [...newest.values(), ...originIds]);
    const origins = await readableBy(
      reader,
      viewerId,
      originIds.flatMap((id) => messages.get(id) ?? []),
    );
    return channels.map((channel) => ({
      channel,
      ...mine.get(channel.id)!,
      lastMessage: messages.get(newest.get(channel.id) ?? '') ?? null,
      origin: origins.get(channel.originMessageId ?? '') ?? null,
    }));
  }
}

function placeOf(row: ChannelEntity): { at: Date; id: string } {
  const { id, createdAt, newest } = row as Active;
  return { at: newest?.createdAt ?? createdAt, id };
}

/** The id of each channel's newest message; a channel without any is missing. */
async function newestIds(reader: EntityManager, channels: Map<string, Mine>): Promise<Map<string, string>> {
  const rows: { id: string; channelId: string }[] = await reader.query(
    `SELECT id, channelId FROM messages WHERE (channelId, seq) IN (${placeholders(channels.size, 2)})`,
    [...channels].flatMap(([channelId, { seq }]) => [channelId, seq]),
  );
  return new Map(rows.map(({ id, channelId }) => [channelId, id]));
}
