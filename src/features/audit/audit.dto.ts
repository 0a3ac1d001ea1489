import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { auditActions, type AuditAction } from '../../core/audit/audit.js';
import { PageDto } from '../../platform/errors/page.dto.js';
import { Id, Omittable } from '../../platform/errors/text.js';
import { Time } from '../../platform/errors/time.js';

/** A page of a team's acts of power; of several conditions all hold. */
export class ListAuditDto extends PageDto {
  /** Only acts of this kind. */
  @Omittable()
  @IsIn(auditActions)
  @ApiProperty({ enum: auditActions, enumName: 'AuditAction' })
  action?: AuditAction;

  /** Only what this person did. */
  @Omittable()
  @Id()
  actorId?: string;

  /** Only what was done to this person. */
  @Omittable()
  @Id()
  userId?: string;

  /** Only what was done in this channel. */
  @Omittable()
  @Id()
  channelId?: string;

  /** Only from this time on, RFC 3339. */
  @Omittable()
  @Time()
  since?: string;

  /** Only before this time, RFC 3339. */
  @Omittable()
  @Time()
  until?: string;
}
