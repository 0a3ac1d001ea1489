import { Entity, ForeignKey, Index } from 'typeorm';
import { KeyColumn, NumberColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

/** What a message shows of the thread under it. The thread itself is a channel. */
@Entity('threads')
export class ThreadEntity {
  @ForeignKey('channels', { name: 'fk_threads_channelId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @KeyColumn()
  channelId: string;

  @Index('ix_threads_parentId')
  @RefColumn()
  parentId: string;

  @Index('uq_threads_rootMessageId', { unique: true })
  @RefColumn()
  rootMessageId: string;

  @NumberColumn()
  replyCount: number;

  @TimeColumn({ nullable: true })
  lastReplyAt: Date | null;

  /** Who answered lately, as JSON: at most five ids, whoever did so last at the beginning. */
  @TextColumn(200, { default: '[]' })
  replierIds: string;

  @NumberColumn()
  version: number;
}
