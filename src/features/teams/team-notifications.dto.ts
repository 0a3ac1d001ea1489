import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Omittable, Text } from '../../platform/errors/text.js';
import { notificationLevels, type NotificationLevel } from './team-notification.entity.js';

/** What to tell the team. */
export class NotifyTeamDto {
  @Text({ min: 1, max: 120, notBlank: true })
  title: string;

  /** Markdown. */
  @Text({ min: 1, max: 2000, notBlank: true, multiline: true })
  body: string;

  /** `info` when left out. */
  @Omittable()
  @IsIn(notificationLevels)
  @ApiProperty({ enum: notificationLevels, enumName: 'NotificationLevel', default: 'info' })
  level?: NotificationLevel;
}
