import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

/** What a link or a code stands for, once and for a while. */
@Entity('one_time_tokens')
export class OneTimeTokenEntity {
  /** SHA-256 in hex: the token itself has 256 random bits and is nowhere kept. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  hash: string;

  /** What it is good for; a token of one purpose is nothing to another. */
  @TextColumn(32)
  purpose: string;

  @ForeignKey('users', { name: 'fk_one_time_tokens_userId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @Index('ix_one_time_tokens_userId')
  @RefColumn()
  userId: string;

  /** JSON, whatever the purpose needs. */
  @Column({ type: 'text' })
  payload: string;

  @Index('ix_one_time_tokens_expiresAt')
  @TimeColumn()
  expiresAt: Date;
}
