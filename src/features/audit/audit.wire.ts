import { ApiProperty } from '@nestjs/swagger';
import type { AuditEntity } from '../../core/audit/audit.entity.js';
import { auditActions, type AuditAction, type Detail } from '../../core/audit/audit.js';
import { User } from '../../core/users/user.wire.js';
import { PageCursors } from '../../platform/errors/page.dto.js';

/** An act of power in a team. */
export class AuditEntry {
  id: string;
  /** RFC 3339, UTC, milliseconds. */
  at: string;
  actor: User;
  @ApiProperty({ enum: auditActions, enumName: 'AuditAction' })
  action: AuditAction;
  /** Whom it was done to. */
  @ApiProperty({ type: () => User, nullable: true })
  user: User | null;
  /** Where; the channel may be gone since. */
  @ApiProperty({ type: String, nullable: true })
  channelId: string | null;
  /** What else there is to know: the new value of what changed, and the one before as `…Before`. Never what people wrote to one another. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  detail: Detail;
}

/** A page of a team's acts of power, the newest at the beginning. */
export class AuditPage extends PageCursors {
  @ApiProperty({ type: () => [AuditEntry] })
  items: AuditEntry[];
}

/** The people whose names `toAuditEntry` needs. */
export function peopleOf({ actorId, userId }: AuditEntity): string[] {
  return userId === null ? [actorId] : [actorId, userId];
}

export function toAuditEntry(row: AuditEntity, users: Map<string, User>): AuditEntry {
  const { id, at, actorId, action, userId, channelId, detail } = row;
  return {
    ...{ id, at: at.toISOString(), actor: users.get(actorId)!, action: action as AuditAction },
    user: userId === null ? null : users.get(userId)!,
    channelId,
    detail: JSON.parse(detail) as Detail,
  };
}
