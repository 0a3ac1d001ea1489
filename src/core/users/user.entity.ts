import { Column, Entity, Index } from 'typeorm';
import { KeyColumn, NumberColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

/** `auto` follows the devices; the others are chosen. */
export const availabilities = ['auto', 'away', 'dnd', 'invisible'] as const;
export type Availability = (typeof availabilities)[number];

/** A person with an account. */
@Entity('users')
export class UserEntity {
  @KeyColumn()
  id: string;

  /** Normalised: lower case. */
  @Index('uq_users_username', { unique: true })
  @TextColumn(32)
  username: string;

  @TextColumn(80)
  displayName: string;

  /** Normalised: lower case. */
  @Index('uq_users_email', { unique: true })
  @TextColumn(254)
  email: string;

  /** argon2id in PHC form; null for accounts that sign in elsewhere only. */
  @TextColumn(200, { nullable: true })
  passwordHash: string | null;

  /** The first registered user owns the installation. */
  @Column({ type: 'boolean', default: false })
  isOwner: boolean;

  @TimeColumn({ nullable: true })
  disabledAt: Date | null;

  @TimeColumn({ nullable: true })
  lastLoginAt: Date | null;

  /** Since when signing in takes a second factor; null for no such thing. */
  @TimeColumn({ nullable: true })
  secondFactorAt: Date | null;

  /** Where the web app takes this person after signing in. */
  @TextColumn(36, { nullable: true })
  lastChannelId: string | null;

  /** Their picture, an upload; null for none. */
  @RefColumn({ nullable: true })
  avatarId: string | null;

  /** What the person says of themselves just now, as JSON (`UserStatus`); null for nothing. */
  @TextColumn(600, { nullable: true })
  status: string | null;

  /** What they set their presence to. */
  @TextColumn(16, { default: 'auto' })
  availability: Availability;

  /** When their last device went, as far as it is known. */
  @TimeColumn({ nullable: true })
  lastSeenAt: Date | null;

  /** Since when it is known that the address is this person's; null while nobody has shown it. */
  @TimeColumn({ nullable: true })
  emailVerifiedAt: Date | null;

  /** Since when the account is no more; the row stays for what was said. */
  @TimeColumn({ nullable: true })
  deletedAt: Date | null;

  @TimeColumn()
  createdAt: Date;

  /** Grows with every change, so that clients keep the newer of two copies. */
  @NumberColumn()
  version: number;
}
