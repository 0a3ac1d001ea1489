import { Injectable } from '@nestjs/common';
import type { TeamAccess } from '../../core/access/grants.js';
import { AuditEntity } from '../../core/audit/audit.entity.js';
import { UsersService } from '../../core/users/users.service.js';
import { Database } from '../../platform/database/database.js';
import { sqlTime } from '../../platform/database/sql.js';
import { timePage } from '../../platform/database/time-page.js';
import type { ListAuditDto } from './audit.dto.js';
import { peopleOf, toAuditEntry, type AuditPage } from './audit.wire.js';

/** Reads the record of acts of power. */
@Injectable()
export class AuditQueries {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
  ) {}

  /** Newest first. */
  list({ teamId }: TeamAccess, { since, until, ...asked }: ListAuditDto): Promise<AuditPage> {
    const { action, actorId, userId, channelId, ...page } = asked;
    return this.database.snapshot(async (reader) => {
      const query = reader.createQueryBuilder(AuditEntity, 'a').where('a.teamId = :teamId', { teamId });
      for (const [field, value] of Object.entries({ action, actorId, userId, channelId })) {
        if (value !== undefined) query.andWhere(`a.${field} = :${field}`, { [field]: value });
      }
      if (since !== undefined) query.andWhere('a.at >= :since', { since: sqlTime(new Date(since)) });
      if (until !== undefined) query.andWhere('a.at < :until', { until: sqlTime(new Date(until)) });
      const { items, ...cursors } = await timePage(
        query,
        {
          columns: { at: 'a.at', id: 'a.id' },
          direction: 'DESC',
          placeOf: ({ at, id }) => ({ at, id }),
        },
        page,
      );
      const users = await this.users.present(reader, items.flatMap(peopleOf));
      return { items: items.map((row) => toAuditEntry(row, users)), ...cursors };
    });
  }
}
