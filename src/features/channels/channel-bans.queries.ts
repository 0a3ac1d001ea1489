import { Injectable } from '@nestjs/common';
import { peopleOf, toKeptOut } from '../../core/access/ban.wire.js';
import type { ChannelAccess } from '../../core/access/grants.js';
import { ChannelMemberEntity } from '../../core/access/member.entities.js';
import { UsersService } from '../../core/users/users.service.js';
import { Database } from '../../platform/database/database.js';
import { sqlTime } from '../../platform/database/sql.js';
import { timePage } from '../../platform/database/time-page.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import type { ChannelBanPage } from './channel-ban.wire.js';

/** Reads who is kept out of a channel. */
@Injectable()
export class ChannelBansQueries {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
  ) {}

  /** The bans that hold now, newest first. */
  list({ channelId }: ChannelAccess, page: PageDto): Promise<ChannelBanPage> {
    return this.database.snapshot(async (reader) => {
      const query = reader
        .createQueryBuilder(ChannelMemberEntity, 'cm')
        .where(`cm.channelId = :channelId AND cm.state = 'banned'`, { channelId })
        .andWhere('(cm.bannedUntil IS NULL OR cm.bannedUntil > :now)', { now: sqlTime(this.database.time) });
      const order = {
        columns: { at: 'cm.joinedAt', id: 'cm.userId' },
        direction: 'DESC' as const,
        placeOf: ({ joinedAt, userId }: ChannelMemberEntity) => ({ at: joinedAt, id: userId }),
      };
      const { items, before, after } = await timePage(query, order, page);
      const users = await this.users.present(reader, items.flatMap(peopleOf));
      return { items: items.map((row) => ({ channelId, ...toKeptOut(row, users) })), before, after };
    });
  }
}
