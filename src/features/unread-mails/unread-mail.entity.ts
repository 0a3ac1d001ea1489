import { Entity, PrimaryColumn } from 'typeorm';
import { TimeColumn } from '../../platform/database/columns.js';

/** Up to when somebody was told by mail of what waits for them: what was said until then is told no second time. */
@Entity('unread_mails')
export class UnreadMailEntity {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  userId: string;

  @TimeColumn()
  toldUntil: Date;
}
