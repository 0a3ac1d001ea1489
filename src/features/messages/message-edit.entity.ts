import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { KeyColumn, NumberColumn, RefColumn, TimeColumn } from '../../platform/database/columns.js';

/** What a message said before an edit. */
@Entity('message_edits')
@Index('uq_message_edits_messageId_version', ['messageId', 'version'], { unique: true })
export class MessageEditEntity {
  @KeyColumn()
  id: string;

  @ForeignKey('messages', { name: 'fk_message_edits_messageId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @RefColumn()
  messageId: string;

  /** The message's version that said so. */
  @NumberColumn()
  version: number;

  @Column({ type: 'text' })
  body: string;

  /** When that was written. */
  @TimeColumn()
  writtenAt: Date;
}
