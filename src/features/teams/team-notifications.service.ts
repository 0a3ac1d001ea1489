import { Injectable } from '@nestjs/common';
import type { TeamAccess } from '../../core/access/grants.js';
import { Audit } from '../../core/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/database/ids.js';
import { timePage } from '../../platform/database/time-page.js';
import type { PageDto } from '../../platform/errors/page.dto.js';
import { TeamNotificationEntity } from './team-notification.entity.js';
import type { TeamNotification, TeamNotificationPage } from './team-notification.wire.js';
import { TeamNotificationsBroadcaster } from './team-notifications.broadcaster.js';
import type { NotifyTeamDto } from './team-notifications.dto.js';

/** What a whole team is told, and what it was told before. */
@Injectable()
export class TeamNotificationsService {
  constructor(
    private readonly database: Database,
    private readonly broadcaster: TeamNotificationsBroadcaster,
    private readonly audit: Audit,
  ) {}

  notify(team: TeamAccess, { title, body, level = 'info' }: NotifyTeamDto): Promise<TeamNotification> {
    const { teamId, userId: authorId } = team;
    return this.database.write([team], async (tx) => {
      const row: TeamNotificationEntity = { id: newId(), teamId, authorId, level, title, body, createdAt: tx.now };
      await tx.manager.insert(TeamNotificationEntity, { ...row }); // TypeORM writes back into what it is given, raw
      const [told] = await this.broadcaster.present(tx.manager, [row]);
      this.broadcaster.notified(tx, told!);
      const detail = { notificationId: row.id, level };
      await this.audit.record(tx, teamId, { actorId: authorId, action: 'team.notification', detail });
      return told!;
    });
  }

  /** Newest first. */
  list({ teamId }: TeamAccess, page: PageDto): Promise<TeamNotificationPage> {
    return this.database.snapshot(async (reader) => {
      const query = reader.createQueryBuilder(TeamNotificationEntity, 'n').where('n.teamId = :teamId', { teamId });
      const { items, ...cursors } = await timePage(
        query,
        {
          columns: { at: 'n.createdAt', id: 'n.id' },
          direction: 'DESC',
          placeOf: (row) => ({ at: row.createdAt, id: row.id }),
        },
        page,
      );
      return { items: await this.broadcaster.present(reader, items), ...cursors };
    });
  }
}
