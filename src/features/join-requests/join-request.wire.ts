import { ApiProperty } from '@nestjs/swagger';
import { User } from '../../core/users/user.wire.js';
import { PageCursors } from '../../platform/errors/page.dto.js';
import { joinRequestStatuses, type JoinRequestEntity, type JoinRequestStatus } from './join-request.entity.js';

/** Somebody's wish to be let into a channel. */
export class JoinRequest {
  id: string;
  channelId: string;
  /** Who asks. */
  user: User;
  /** What they say; may be empty. */
  message: string;
  @ApiProperty({ enum: joinRequestStatuses, enumName: 'JoinRequestStatus' })
  status: JoinRequestStatus;
  /** RFC 3339, UTC, milliseconds. */
  createdAt: string;
  /** When it was decided; null while it is not. */
  @ApiProperty({ type: String, nullable: true })
  processedAt: string | null;
  /** Who decided it. */
  @ApiProperty({ type: String, nullable: true })
  processedBy: string | null;
  /** Grows with every change: of two copies the higher is the newer. */
  version: number;
}

/** A page of requests, the oldest at the beginning. */
export class JoinRequestPage extends PageCursors {
  @ApiProperty({ type: () => [JoinRequest] })
  items: JoinRequest[];
}

export function toJoinRequest(row: JoinRequestEntity, user: User): JoinRequest {
  const { id, channelId, message, status, createdAt, processedAt, processedBy, version } = row;
  return {
    ...{ id, channelId, user, message, status, createdAt: createdAt.toISOString() },
    ...{ processedAt: processedAt?.toISOString() ?? null, processedBy, version },
  };
}
