import { Column, Entity, Index } from 'typeorm';
import { KeyColumn, NumberColumn, TextColumn, TimeColumn } from '../database/columns.js';

/** A job that waits or runs. The row is the truth: written in the transaction that causes it, deleted when the job is done. */
@Entity('jobs')
export class JobEntity {
  @KeyColumn()
  id: string;

  @TextColumn(24)
  queue: string;

  @TextColumn(48)
  name: string;

  /** JSON. */
  @Column({ type: 'text' })
  payload: string;

  /** Runs so far, the one in hand included. */
  @NumberColumn()
  attempts: number;

  @Index('ix_jobs_runAt')
  @TimeColumn()
  runAt: Date;

  /** While a process works on it, the time at which others may take it over. */
  @TimeColumn({ nullable: true })
  lockedUntil: Date | null;

  @Column({ type: 'text', nullable: true })
  lastError: string | null;

  @TimeColumn()
  createdAt: Date;
}

/** A job that failed for good: kept for an operator to see and retry. */
@Entity('dead_letters')
export class DeadLetterEntity {
  @KeyColumn()
  id: string;

  @TextColumn(24)
  queue: string;

  @TextColumn(48)
  name: string;

  @Column({ type: 'text' })
  payload: string;

  @NumberColumn()
  attempts: number;

  @Column({ type: 'text' })
  error: string;

  @TimeColumn()
  createdAt: Date;

  @TimeColumn()
  failedAt: Date;
}
