import { Entity, ForeignKey, Index } from 'typeorm';
import { KeyColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

/** One sign-in on one device: a family of refresh tokens. */
@Entity('sessions')
export class SessionEntity {
  @KeyColumn()
  id: string;

  @ForeignKey('users', { name: 'fk_sessions_userId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @Index('ix_sessions_userId')
  @RefColumn()
  userId: string;

  @TextColumn(255)
  userAgent: string;

  @TextColumn(45)
  address: string;

  @TimeColumn()
  createdAt: Date;

  @TimeColumn()
  lastUsedAt: Date;

  @TimeColumn()
  expiresAt: Date;

  @TimeColumn({ nullable: true })
  endedAt: Date | null;

  /** `logout`, `revoked`, `reused` (a rotated token came back), `password` … */
  @TextColumn(16, { nullable: true })
  endReason: string | null;
}

/** A refresh token, by its hash alone. */
@Entity('refresh_tokens')
export class RefreshTokenEntity {
  @KeyColumn()
  id: string;

  @ForeignKey('sessions', { name: 'fk_refresh_tokens_sessionId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @Index('ix_refresh_tokens_sessionId')
  @RefColumn()
  sessionId: string;

  /** SHA-256 in hex: the token itself has 256 random bits, so nothing slower is needed. */
  @Index('uq_refresh_tokens_hash', { unique: true })
  @TextColumn(64)
  hash: string;

  /** The token this one replaced. */
  @RefColumn({ nullable: true })
  parentId: string | null;

  @TimeColumn()
  createdAt: Date;

  @TimeColumn({ nullable: true })
  rotatedAt: Date | null;
}
