import { ApiProperty } from '@nestjs/swagger';
import type { Detail } from '../../core/audit/audit.js';
import type { InstallationAuditEntity } from '../../core/audit/installation-audit.entity.js';
import { installationActions, type InstallationAction } from '../../core/audit/installation-audit.js';
import { User } from '../../core/users/user.wire.js';
import { PageCursors } from '../../platform/errors/page.dto.js';

/** An act of power over the whole installation. */
export class InstallationAuditEntry {
  id: string;
  /** RFC 3339, UTC, milliseconds. */
  at: string;
  /** Who did it; null for somebody at the command line of the server. */
  @ApiProperty({ type: () => User, nullable: true })
  actor: User | null;
  @ApiProperty({ enum: installationActions, enumName: 'InstallationAction' })
  action: InstallationAction;
  /** Whom it was done to. */
  @ApiProperty({ type: () => User, nullable: true })
  user: User | null;
  /** What else there is to know. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  detail: Detail;
}

/** A page of acts of power over the installation, the newest at the beginning. */
export class InstallationAuditPage extends PageCursors {
  @ApiProperty({ type: () => [InstallationAuditEntry] })
  items: InstallationAuditEntry[];
}

export function toInstallationAuditEntry(
  row: InstallationAuditEntity,
  users: Map<string, User>,
): InstallationAuditEntry {
  const { id, at, actorId, action, userId, detail } = row;
  const person = (who: string | null) => (who === null ? null : (users.get(who) ?? null));
  return {
    ...{ id, at: at.toISOString(), actor: person(actorId), action: action as InstallationAction },
    user: person(userId),
    detail: JSON.parse(detail) as Detail,
  };
}
