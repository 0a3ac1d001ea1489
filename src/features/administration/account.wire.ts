import { ApiProperty } from '@nestjs/swagger';
import type { UserEntity } from '../../core/users/user.entity.js';
import { PageCursors } from '../../platform/errors/page.dto.js';

/** An account as the owners of the installation see it. */
export class Account {
  id: string;
  /** @example "ada" */
  username: string;
  /** @example "Ada Lovelace" */
  displayName: string;
  /** @example "ada@example.org" */
  email: string;
  /** Whether this person owns the installation. */
  isOwner: boolean;
  /** Since when nobody can sign in, RFC 3339; null for an account that is open. */
  @ApiProperty({ type: String, nullable: true })
  disabledAt: string | null;
  /** RFC 3339; null for who never signed in. */
  @ApiProperty({ type: String, nullable: true })
  lastLoginAt: string | null;
  /** RFC 3339, UTC, milliseconds. */
  createdAt: string;
}

/** A page of accounts, by username. */
export class AccountPage extends PageCursors {
  @ApiProperty({ type: () => [Account] })
  items: Account[];
}

export function toAccount(user: UserEntity): Account {
  const { id, username, displayName, email, isOwner, disabledAt, lastLoginAt, createdAt } = user;
  return {
    ...{ id, username, displayName, email, isOwner },
    disabledAt: disabledAt?.toISOString() ?? null,
    lastLoginAt: lastLoginAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
