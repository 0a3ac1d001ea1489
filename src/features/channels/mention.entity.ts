import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { RefColumn, TimeColumn } from '../../platform/database/columns.js';

/** Stands for everybody in the channel. */
export const EVERYONE = '*';

/** Somebody, or everybody, who is mentioned by a message. Unread mentions are a range of its key, so counting them reads those and no others. */
@Entity('mentions')
@Index('ix_mentions_createdAt', ['createdAt'])
@Index('ix_mentions_userId_createdAt', ['userId', 'createdAt', 'messageId'])
export class MentionEntity {
  @ForeignKey('channels', { name: 'fk_mentions_channelId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @PrimaryColumn({ type: 'varchar', length: 36 })
  channelId: string;

  /** A person's id, or `*`. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  userId: string;

  /** Of the message. */
  @PrimaryColumn({ type: 'integer' })
  seq: number;

  @RefColumn()
  messageId: string;

  /** Of the message. */
  @TimeColumn()
  createdAt: Date;
}
