import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ChannelMemberEntity, TeamMemberEntity } from '../../core/access/member.entities.js';
import { roomKinds } from '../../core/access/roles.js';
import { UsersService } from '../../core/users/users.service.js';
import { Database } from '../../platform/database/database.js';
import { fromSqlTime, placeholders, sqlTime } from '../../platform/database/sql.js';
import { timePage } from '../../platform/database/time-page.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { ChannelEntity } from './channel.entity.js';
import type { ChannelMemberPage, ChannelPage, ListedChannel } from './channel-views.wire.js';
import {
  toChannel,
  toChannelMember,
  toPreferences,
  toReadMark,
  type ChannelMember,
  type ChannelPreferences,
  type ReadMark,
} from './channel.wire.js';
import { unreadMentions } from './unread-mentions.js';
import type { ListChannelsDto } from './channels.dto.js';

/** How somebody stands to a channel of theirs: unread is a subtraction of two stored numbers, whatever the channel holds. */
export interface Mine {
  membership: ChannelMember;
  readMark: ReadMark;
  preferences: ChannelPreferences;
  seq: number;
  counted: number;
  unread: number;
}

type MineRow = Omit<ChannelMemberEntity, 'joinedAt'> & { joinedAt: Date | string; seq: number; counted: number };

/** Reads channels for one viewer: the number of queries does not depend on the number of channels. */
@Injectable()
export class ChannelsQueries {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
  ) {}

  /** The channels that the viewer is in and those that their teams list, oldest first. */
  async list(reader: EntityManager, viewerId: string, asked: ListChannelsDto): Promise<ChannelPage> {
    const query = reader
      .createQueryBuilder(ChannelEntity, 'c')
      .innerJoin(
        TeamMemberEntity,
        'tm',
        `tm.teamId = c.teamId AND tm.userId = :viewerId AND tm.state = 'joined' AND tm.withheld = 0`,
      )
      .leftJoin(ChannelMemberEntity, 'cm', `cm.channelId = c.id AND cm.userId = :viewerId AND cm.state = 'joined'`)
      .where(`(c.visibility <> 'private' OR cm.userId IS NOT NULL) AND c.kind IN (:...kinds) AND NOT ${BANNED}`)
      .setParameters({ viewerId, kinds: roomKinds, now: sqlTime(this.database.time) });
    const { teamId, mine, visibility } = asked;
    if (teamId !== undefined) query.andWhere('c.teamId = :teamId', { teamId });
    if (visibility !== undefined) query.andWhere('c.visibility = :visibility', { visibility });
    if (mine !== undefined) query.andWhere(`cm.userId IS ${mine ? 'NOT NULL' : 'NULL'}`);
    const order = { columns: { at: 'c.createdAt', id: 'c.id' }, direction: 'ASC' as const, placeOf };
    const { items, before, after } = await timePage(query, order, asked);
    const standings = await this.mine(
      reader,
      viewerId,
      items.map(({ id }) => id),
    );
    return { items: items.map((channel) => toListed(channel, standings.get(channel.id))), before, after };
  }

  /** How the viewer stands to those of these channels that they are in, by the channel's id. */
  async mine(reader: EntityManager, viewerId: string, channelIds: string[]): Promise<Map<string, Mine>> {
    if (channelIds.length === 0) return new Map();
    const rows: MineRow[] = await reader.query(
      `SELECT cm.channelId, cm.userId, cm.role, cm.state, cm.joinedAt, cm.version, cm.readSeq, cm.readCounted, cm.readVersion, cm.readResetSeq,
       cm.notify, cm.muted, cm.closedSeq, cm.preferencesVersion, s.seq, s.counted
       FROM channel_members cm JOIN streams s ON s.id = CONCAT('channel:', cm.channelId)
       WHERE cm.userId = ? AND cm.state = 'joined' AND cm.channelId IN ${placeholders(1, channelIds.length)}`,
      [viewerId, ...channelIds],
    );
    if (rows.length === 0) return new Map();
    const viewer = await this.users.presentOne(reader, viewerId);
    const mentions = await unreadMentions(reader, rows);
    return new Map(
      rows.map(({ seq, counted, ...row }) => {
        const member = { ...row, joinedAt: fromSqlTime(row.joinedAt) };
        const unread = Math.max(0, counted - row.readCounted);
        const mine = {
          membership: toChannelMember(member, viewer),
          readMark: toReadMark(row, mentions.get(`${row.channelId} ${viewerId}`)),
          preferences: toPreferences(row),
          seq,
          counted,
          unread,
        };
        return [row.channelId, mine];
      }),
    );
  }

  /** How many messages there are in a channel, for a visitor. */
  async head(reader: EntityManager, channelId: string): Promise<{ seq: number; counted: number }> {
    const rows: { seq: number; counted: number }[] = await reader.query(
      'SELECT seq, counted FROM streams WHERE id = ?',
      [`channel:${channelId}`],
    );
    return rows[0] ?? { seq: 0, counted: 0 };
  }

  async members(reader: EntityManager, channelId: string, page: PageDto): Promise<ChannelMemberPage> {
    const query = reader
      .createQueryBuilder(ChannelMemberEntity, 'cm')
      .where(`cm.channelId = :channelId AND cm.state = 'joined'`, { channelId });
    const { items, before, after } = await timePage(
      query,
      {
        columns: { at: 'cm.joinedAt', id: 'cm.userId' },
        direction: 'ASC',
        placeOf: ({ joinedAt, userId }) => ({ at: joinedAt, id: userId }),
      },
      page,
    );
    const users = await this.users.present(
      reader,
      items.map(({ userId }) => userId),
    );
    return { items: items.map((member) => toChannelMember(member, users.get(member.userId)!)), before, after };
  }

  /** These channels, by id. */
  async byIds(reader: EntityManager, ids: string[]): Promise<Map<string, ChannelEntity>> {
    const channels = await reader.findBy(ChannelEntity, { id: In(ids) });
    return new Map(channels.map((channel) => [channel.id, channel]));
  }
}

/** Who is kept out of a channel does not see it. */
const BANNED = `EXISTS (SELECT 1 FROM channel_members b WHERE b.channelId = c.id AND b.userId = :viewerId
  AND b.state = 'banned' AND (b.bannedUntil IS NULL OR b.bannedUntil > :now))`;

function placeOf({ createdAt, id }: ChannelEntity): { at: Date; id: string } {
  return { at: createdAt, id };
}

const NOT_MINE = { membership: null, readMark: null, preferences: null, seq: null, counted: null, unread: null };

function toListed(channel: ChannelEntity, mine: Mine | undefined): ListedChannel {
  return { channel: toChannel(channel), ...(mine ?? NOT_MINE) };
}
