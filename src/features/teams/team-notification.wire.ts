import { ApiProperty } from '@nestjs/swagger';
import { User } from '../../core/users/user.wire.js';
import { PageCursors } from '../../platform/errors/page.dto.js';
import { notificationLevels, type NotificationLevel, type TeamNotificationEntity } from './team-notification.entity.js';

/** What a whole team is told at once, outside of its channels. */
export class TeamNotification {
  id: string;
  teamId: string;
  author: User;
  @ApiProperty({ enum: notificationLevels, enumName: 'NotificationLevel' })
  level: NotificationLevel;
  title: string;
  body: string;
  /** RFC 3339, UTC, milliseconds. */
  createdAt: string;
  /** Always 1: it never changes. */
  version: number;
}

/** A page of a team's notifications, the newest at the beginning. */
export class TeamNotificationPage extends PageCursors {
  @ApiProperty({ type: () => [TeamNotification] })
  items: TeamNotification[];
}

export function toTeamNotification(row: TeamNotificationEntity, author: User): TeamNotification {
  const { id, teamId, level, title, body, createdAt } = row;
  return { id, teamId, author, level, title, body, createdAt: createdAt.toISOString(), version: 1 };
}
