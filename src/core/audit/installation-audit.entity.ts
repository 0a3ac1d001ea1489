import { Column, Entity, Index } from 'typeorm';
import { KeyColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';

/** An act of power over the whole installation, as its owners can look it up. Never changed. */
@Entity('installation_audit_entries')
@Index('ix_installation_audit_entries_at', ['at', 'id'])
export class InstallationAuditEntity {
  @KeyColumn()
  id: string;

  @TimeColumn()
  at: Date;

  /** Null: somebody at the command line of the server. */
  @RefColumn({ nullable: true })
  actorId: string | null;

  /** `noun.past`, as facts are named. */
  @TextColumn(48)
  action: string;

  /** Whom it was done to. */
  @RefColumn({ nullable: true })
  userId: string | null;

  /** What else there is to know, as JSON. */
  @Column({ type: 'text' })
  detail: string;
}
