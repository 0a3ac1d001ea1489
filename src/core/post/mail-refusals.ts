import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import type { MailKind } from './mail-kinds.js';
import { MailRefusalEntity } from './mail-refusal.entity.js';
import type { Subscription } from './unsubscribe-links.js';

/** Who does not want which mails. */
@Injectable()
export class MailRefusals {
  constructor(private readonly database: Database) {}

  /** The kinds that this recipient does not want. */
  async of(recipient: string): Promise<Set<MailKind>> {
    const rows = await this.database.read((reader) => reader.findBy(MailRefusalEntity, { recipient }));
    return new Set(rows.map(({ kind }) => kind));
  }

  /** Switches a kind off; a second time changes nothing. */
  async refuse({ manager, now }: WriteTx, { recipient, kind }: Subscription): Promise<void> {
    await manager.upsert(MailRefusalEntity, { recipient, kind, at: now }, ['recipient', 'kind']);
  }

  /** Switches a kind on again. */
  async accept({ manager }: WriteTx, { recipient, kind }: Subscription): Promise<void> {
    await manager.delete(MailRefusalEntity, { recipient, kind });
  }

  /** Forgets what somebody said who is gone. */
  async forget({ manager }: WriteTx, recipient: string): Promise<void> {
    await manager.delete(MailRefusalEntity, { recipient });
  }
}
