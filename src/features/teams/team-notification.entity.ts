import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { KeyColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

export const notificationLevels = ['info', 'warning'] as const;
export type NotificationLevel = (typeof notificationLevels)[number];

/** What a whole team is told at once, outside of its channels. */
@Entity('team_notifications')
@Index('ix_team_notifications_teamId_createdAt', ['teamId', 'createdAt', 'id'])
export class TeamNotificationEntity {
  @KeyColumn()
  id: string;

  @ForeignKey('teams', { name: 'fk_team_notifications_teamId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @RefColumn()
  teamId: string;

  @RefColumn()
  authorId: string;

  @TextColumn(16)
  level: NotificationLevel;

  @TextColumn(120)
  title: string;

  @Column({ type: 'text' })
  body: string;

  @TimeColumn()
  createdAt: Date;
}
