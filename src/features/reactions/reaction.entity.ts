import { Entity, ForeignKey, Index } from 'typeorm';
import { KeyColumn, NumberColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

/** Somebody's emoji on a message. The row stays when it is taken back, so that the fact about it has a subject. */
@Entity('reactions')
@Index('ix_reactions_userId', ['userId'])
@Index('uq_reactions_messageId_userId_emoji', ['messageId', 'userId', 'emoji'], { unique: true })
export class ReactionEntity {
  @KeyColumn()
  id: string;

  @ForeignKey('messages', { name: 'fk_reactions_messageId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @RefColumn()
  messageId: string;

  @RefColumn()
  userId: string;

  /** One emoji, normalised. */
  @TextColumn(64)
  emoji: string;

  /** When it was put there last. */
  @TimeColumn()
  createdAt: Date;

  @TimeColumn({ nullable: true })
  removedAt: Date | null;

  @NumberColumn()
  version: number;
}
