import { Column, Entity, ForeignKey, Index } from 'typeorm';
import type { ChannelKind, Visibility } from '../../core/access/roles.js';
import { KeyColumn, NumberColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

/** Everything people talk in. */
@Entity('channels')
@Index('uq_channels_teamId_slug', ['teamId', 'slug'], { unique: true })
@Index('uq_channels_dmKey', ['dmKey'], { unique: true })
@Index('uq_channels_rootMessageId', ['rootMessageId'], { unique: true })
@Index('ix_channels_parentId', ['parentId'])
export class ChannelEntity {
  @KeyColumn()
  id: string;

  /** Null for what belongs to no team. */
  @ForeignKey('teams', { name: 'fk_channels_teamId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @RefColumn({ nullable: true })
  teamId: string | null;

  @TextColumn(16)
  kind: ChannelKind;

  @TextColumn(16)
  visibility: Visibility;

  @TextColumn(80)
  name: string;

  /** Normalised: lower case. Unique in the team. */
  @TextColumn(48)
  slug: string;

  @TextColumn(250)
  topic: string;

  /** Every member of the team is in it and stays in it. */
  @Column({ type: 'boolean', default: false })
  isGeneral: boolean;

  @RefColumn()
  hostId: string;

  @TimeColumn({ nullable: true })
  archivedAt: Date | null;

  @TimeColumn()
  createdAt: Date;

  /** Seconds that a plain member waits between two messages; 0 for none. */
  @NumberColumn({ default: 0 })
  slowModeSeconds: number;

  /** Of a thread: the channel that it hangs under. */
  @ForeignKey('channels', { name: 'fk_channels_parentId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @RefColumn({ nullable: true })
  parentId: string | null;

  /** Of a thread: the message that it hangs under. */
  @RefColumn({ nullable: true })
  rootMessageId: string | null;

  /** Of a DM that grew from a message: that message. */
  @RefColumn({ nullable: true })
  originMessageId: string | null;

  /** Of a DM: hash of its sorted people and its origin, so that two who open it at once get one. */
  @TextColumn(64, { nullable: true })
  dmKey: string | null;

  @NumberColumn()
  version: number;
}
