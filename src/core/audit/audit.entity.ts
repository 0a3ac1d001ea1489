import { Column, Entity, ForeignKey, Index } from 'typeorm';
import { KeyColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

/** An act of power in a team, as its owners can look it up. Never changed, gone with the team. */
@Entity('audit_entries')
@Index('ix_audit_entries_teamId_at', ['teamId', 'at', 'id'])
export class AuditEntity {
  @KeyColumn()
  id: string;

  @ForeignKey('teams', { name: 'fk_audit_entries_teamId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @RefColumn()
  teamId: string;

  @TimeColumn()
  at: Date;

  @RefColumn()
  actorId: string;

  /** `noun.past`, as facts are named. */
  @TextColumn(48)
  action: string;

  /** Whom it was done to. */
  @RefColumn({ nullable: true })
  userId: string | null;

  /** Where. */
  @RefColumn({ nullable: true })
  channelId: string | null;

  /** What else there is to know, as JSON. */
  @Column({ type: 'text' })
  detail: string;
}
