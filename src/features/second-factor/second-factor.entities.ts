import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { NumberColumn, RefColumn, TextColumn } from '../../platform/database/columns.js';

/** What a person's authenticator app shares with the server. It counts once `UserEntity.secondFactorAt` is set. */
@Entity('second_factors')
export class SecondFactorEntity {
  @ForeignKey('users', { name: 'fk_second_factors_userId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @PrimaryColumn({ type: 'varchar', length: 36 })
  userId: string;

  /** Base32, as apps take it: a code cannot be checked by a hash. */
  @TextColumn(64)
  secret: string;

  /** The time step of the newest code that was taken: it and those before are worth nothing any more. */
  @NumberColumn()
  lastStep: number;
}

/** A way in for whoever lost the authenticator, by its hash alone. Used up it is gone. */
@Entity('recovery_codes')
export class RecoveryCodeEntity {
  /** SHA-256 in hex, with the person's id: the code itself has 80 random bits. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  hash: string;

  @ForeignKey('users', { name: 'fk_recovery_codes_userId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @Index('ix_recovery_codes_userId')
  @RefColumn()
  userId: string;
}
