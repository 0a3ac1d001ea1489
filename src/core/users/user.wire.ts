import { ApiProperty } from '@nestjs/swagger';
import type { UserEntity } from './user.entity.js';

/** What somebody says of themselves just now. */
export class UserStatus {
  /** @example "In a meeting" */
  text: string;
  @ApiProperty({ type: String, nullable: true, example: '📅' })
  emoji: string | null;
  /** When it stops being true, RFC 3339; null for never. Clients hide it from then on by themselves. */
  @ApiProperty({ type: String, nullable: true })
  expiresAt: string | null;
}

/** A person as everybody who may see them does. */
export class User {
  /** @example "01890a5d-ac96-774b-bcce-b302099a8057" */
  id: string;
  /** Unique in the installation, lower case. @example "ada" */
  username: string;
  /** @example "Ada Lovelace" */
  displayName: string;
  /** Of their picture, which `GET /users/:userId/avatar` hands out; null for none. Another picture has another id. */
  @ApiProperty({ type: String, nullable: true })
  avatarId: string | null;
  @ApiProperty({ type: () => UserStatus, nullable: true })
  status: UserStatus | null;
  /** Grows with every change: of two copies the higher is the newer. */
  version: number;
}

/** Presents a person; reveals neither address nor times, nor a status whose time is over. */
export function toUser({
  id,
  username,
  displayName,
  avatarId,
  status,
  version,
}: Pick<UserEntity, 'id' | 'username' | 'displayName' | 'avatarId' | 'status' | 'version'>): User {
  return { id, username, displayName, avatarId, status: standing(status), version };
}

function standing(stored: string | null): UserStatus | null {
  if (stored === null) return null;
  const status = JSON.parse(stored) as UserStatus;
  return status.expiresAt !== null && Date.parse(status.expiresAt) <= Date.now() ? null : status;
}
