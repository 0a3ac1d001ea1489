import { Entity, ForeignKey, Index } from 'typeorm';
import { KeyColumn, NumberColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

export const joinRequestStatuses = ['pending', 'approved', 'denied'] as const;
export type JoinRequestStatus = (typeof joinRequestStatuses)[number];

/** Somebody's wish to be let into a channel. */
@Entity('join_requests')
@Index('uq_join_requests_channelId_pendingUserId', ['channelId', 'pendingUserId'], { unique: true })
@Index('ix_join_requests_channelId_createdAt', ['channelId', 'createdAt'])
export class JoinRequestEntity {
  @KeyColumn()
  id: string;

  @ForeignKey('channels', { name: 'fk_join_requests_channelId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @RefColumn()
  channelId: string;

  @RefColumn()
  userId: string;

  /** The same as `userId` while pending, else null: one person has one open request in a channel. */
  @RefColumn({ nullable: true })
  pendingUserId: string | null;

  @TextColumn(500)
  message: string;

  @TextColumn(16)
  status: JoinRequestStatus;

  @TimeColumn()
  createdAt: Date;

  @TimeColumn({ nullable: true })
  processedAt: Date | null;

  @RefColumn({ nullable: true })
  processedBy: string | null;

  @NumberColumn()
  version: number;
}
