import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { KeyColumn, NumberColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

/** What somebody said in a channel. */
@Entity('messages')
@Index('uq_messages_channelId_seq', ['channelId', 'seq'], { unique: true })
@Index('uq_messages_authorId_nonce', ['authorId', 'nonce'], { unique: true })
@Index('ix_messages_channelId_createdAt', ['channelId', 'createdAt'])
@Index('ix_messages_channelId_pinnedAt', ['channelId', 'pinnedAt'])
export class MessageEntity {
  @KeyColumn()
  id: string;

  @ForeignKey('channels', { name: 'fk_messages_channelId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @RefColumn()
  channelId: string;

  /** Gapless number in the channel; pages and read marks are by it. */
  @NumberColumn()
  seq: number;

  /** How many messages up to and including this one count as unread. */
  @NumberColumn()
  counted: number;

  @RefColumn()
  authorId: string;

  /** `text` by a person; `system` by the server, with what happened as JSON in the body: it does not count as unread. */
  @TextColumn(16)
  kind: 'text' | 'system';

  /** As written: nothing trimmed, nothing normalised. */
  @Column({ type: 'text' })
  body: string;

  @RefColumn({ nullable: true })
  replyToId: string | null;

  /** Made by the client, unique per author for ever. Null for system messages. */
  @RefColumn({ nullable: true })
  nonce: string | null;

  /** SHA-256 of what was asked, so that the same nonce for another request is found out. */
  @TextColumn(64, { nullable: true })
  requestHash: string | null;

  @TimeColumn()
  createdAt: Date;

  @TimeColumn({ nullable: true })
  editedAt: Date | null;

  @TimeColumn({ nullable: true })
  deletedAt: Date | null;

  /** Whom it mentions, as JSON (`Mentions`); null for nobody. */
  @Column({ type: 'text', nullable: true })
  mentions: string | null;

  /** How many reactions it has: without any, none are looked up. */
  @NumberColumn({ default: 0 })
  reactionCount: number;

  /** How many uploads hang on it: without any, none are looked up. */
  @NumberColumn({ default: 0 })
  mediaCount: number;

  @TimeColumn({ nullable: true })
  pinnedAt: Date | null;

  @RefColumn({ nullable: true })
  pinnedBy: string | null;

  @NumberColumn()
  version: number;
}
