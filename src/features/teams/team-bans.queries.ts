import { Injectable } from '@nestjs/common';
import { peopleOf, toKeptOut } from '../../core/access/ban.wire.js';
import type { TeamAccess } from '../../core/access/grants.js';
import { TeamMemberEntity } from '../../core/access/member.entities.js';
import { UsersService } from '../../core/users/users.service.js';
import { Database } from '../../platform/database/database.js';
import { sqlTime } from '../../platform/database/sql.js';
import { timePage } from '../../platform/database/time-page.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import type { TeamBanPage } from './team-ban.wire.js';

/** Reads who is kept out of a team. */
@Injectable()
export class TeamBansQueries {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
  ) {}

  /** The bans that hold now, newest first. */
  list({ teamId }: TeamAccess, page: PageDto): Promise<TeamBanPage> {
    return this.database.snapshot(async (reader) => {
      const query = reader
        .createQueryBuilder(TeamMemberEntity, 'm')
        .where('m.teamId = :teamId AND m.state = :state', { teamId, state: 'banned' })
        .andWhere('(m.bannedUntil IS NULL OR m.bannedUntil > :now)', { now: sqlTime(this.database.time) });
      const { items, ...cursors } = await timePage(
        query,
        {
          columns: { at: 'm.joinedAt', id: 'm.userId' },
          direction: 'DESC',
          placeOf: (row) => ({ at: row.joinedAt, id: row.userId }),
        },
        page,
      );
      const users = await this.users.present(reader, items.flatMap(peopleOf));
      return { items: items.map((row) => ({ teamId: row.teamId, ...toKeptOut(row, users) })), ...cursors };
    });
  }
}
