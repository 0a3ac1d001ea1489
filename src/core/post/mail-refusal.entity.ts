import { Entity, PrimaryColumn } from 'typeorm';
import { TimeColumn } from '../../platform/database/columns.js';
import type { MailKind } from './mail-kinds.js';

/** A kind of mail that somebody does not want. */
@Entity('mail_refusals')
export class MailRefusalEntity {
  /** A person's id; of whoever has no account the SHA-256 of their address in hex, so that nobody's address is kept for it. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  recipient: string;

  @PrimaryColumn({ type: 'varchar', length: 16 })
  kind: MailKind;

  @TimeColumn()
  at: Date;
}
