import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { NumberColumn, TextColumn, TimeColumn } from '../database/columns.js';

/**
 * Where a stream stands. A table of its own without foreign keys: a child insert takes a share lock on its parent row, so counters
 * on the owner's row deadlock (measured).
 */
@Entity('streams')
export class StreamEntity {
  @PrimaryColumn({ type: 'varchar', length: 50 })
  id: string;

  @NumberColumn()
  position: number;

  @NumberColumn()
  seq: number;

  @NumberColumn()
  counted: number;

  /** By the database's clock: nodes look for what moved, and their own clocks may differ. */
  @Index('ix_streams_movedAt')
  @TimeColumn()
  movedAt: Date;
}

/** What changed, not how: the content stays where it lives. Pruned by age. */
@Entity('changes')
export class ChangeEntity {
  @PrimaryColumn({ type: 'varchar', length: 50 })
  stream: string;

  @PrimaryColumn({ type: 'integer' })
  position: number;

  @TextColumn(48)
  type: string;

  @TextColumn(80)
  subjectId: string;

  @Index('ix_changes_at')
  @TimeColumn()
  at: Date;
}

/** One row a fact about the installation itself, for example the epoch. */
@Entity('installation')
export class InstallationEntity {
  @PrimaryColumn({ type: 'varchar', length: 48 })
  key: string;

  @Column({ type: 'varchar', length: 200 })
  value: string;
}
