import { ApiProperty } from '@nestjs/swagger';
import { User } from '../users/user.wire.js';
import type { Ban } from './bans.js';

/** Somebody who is kept out, of a team or of a channel. */
export class KeptOut {
  user: User;
  @ApiProperty({ type: String, nullable: true })
  reason: string | null;
  bannedBy: User;
  /** RFC 3339, UTC, milliseconds. */
  bannedAt: string;
  /** RFC 3339; null when it never ends. */
  @ApiProperty({ type: String, nullable: true })
  expiresAt: string | null;
}

/** The row of a membership that is banned: it began when the ban did. */
type BannedRow = Ban & { userId: string; joinedAt: Date };

/** The people whose names `toKeptOut` needs. */
export function peopleOf({ userId, bannedBy }: BannedRow): string[] {
  return bannedBy === null ? [userId] : [userId, bannedBy];
}

export function toKeptOut(row: BannedRow, users: Map<string, User>): KeptOut {
  const { userId, banReason, bannedBy, joinedAt, bannedUntil } = row;
  return {
    ...{ user: users.get(userId)!, reason: banReason, bannedBy: users.get(bannedBy ?? userId)! },
    bannedAt: joinedAt.toISOString(),
    expiresAt: bannedUntil?.toISOString() ?? null,
  };
}
