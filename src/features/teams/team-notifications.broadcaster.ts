import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { UsersService } from '../../core/users/users.service.js';
import { fact, FactRegistry, type LoggedChange } from '../../platform/changes/facts.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { TeamNotificationEntity } from './team-notification.entity.js';
import { TeamNotification, toTeamNotification } from './team-notification.wire.js';

const notified = fact('team.notification', TeamNotification, 'team');

/** Tells a whole team, guests included. */
@Injectable()
export class TeamNotificationsBroadcaster {
  constructor(
    facts: FactRegistry,
    private readonly users: UsersService,
  ) {
    facts.register({
      name: 'team.notification',
      facts: [notified],
      load: (reader, changes) => this.load(reader, changes),
    });
  }

  notified(tx: WriteTx, notification: TeamNotification): void {
    tx.change(`team:${notification.teamId}`, notified, notification.id, notification);
  }

  /** Presents rows in their order. */
  async present(reader: EntityManager, rows: TeamNotificationEntity[]): Promise<TeamNotification[]> {
    const users = await this.users.present(
      reader,
      rows.map(({ authorId }) => authorId),
    );
    return rows.map((row) => toTeamNotification(row, users.get(row.authorId)!));
  }

  private async load(reader: EntityManager, changes: LoggedChange[]): Promise<(TeamNotification | undefined)[]> {
    const rows = await reader.findBy(TeamNotificationEntity, { id: In(changes.map(({ subjectId }) => subjectId)) });
    const byId = new Map((await this.present(reader, rows)).map((told) => [told.id, told]));
    return changes.map(({ subjectId }) => byId.get(subjectId));
  }
}
