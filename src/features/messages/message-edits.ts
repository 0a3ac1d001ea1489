import { Injectable } from '@nestjs/common';
import type { MessageAccess } from '../../core/access/grants.js';
import { requireGranted } from '../../core/access/rules.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/database/ids.js';
import { insertOf, sqlTime, type Statement } from '../../platform/database/sql.js';
import { fail } from '../../platform/errors/problem.js';
import { MessageEditEntity } from './message-edit.entity.js';
import { MessageEntity } from './message.entity.js';
import type { MessageHistory, MessageVersion } from './message-history.wire.js';

/** So many versions of a message are told, the one that stands included. */
const MAX_VERSIONS = 100;

const COLUMNS = ['id', 'messageId', 'version', 'body', 'writtenAt'] as const satisfies (keyof MessageEditEntity)[];

/** Keeps what a message says before it says something else. */
export function keepVersion({ id, version, body, editedAt, createdAt }: MessageEntity): Statement[] {
  return insertOf('message_edits', COLUMNS, [[newId(), id, version, body, sqlTime(editedAt ?? createdAt)]]);
}

/** What messages said before they were edited. */
@Injectable()
export class MessageEdits {
  constructor(private readonly database: Database) {}

  /** Of a deleted message only for those who lead its channel or moderate its team. @throws Problem `access.denied`. */
  list({ messageId, message: standing }: MessageAccess): Promise<MessageHistory> {
    return this.database.snapshot(async (reader) => {
      const message = await reader.findOneBy(MessageEntity, { id: messageId });
      if (!message) throw fail('not_found');
      if (message.deletedAt) requireGranted('message.history_deleted', standing);
      if (message.kind === 'system') return { items: [] };
      const edits = await reader.find(MessageEditEntity, {
        where: { messageId },
        order: { version: 'DESC' },
        take: MAX_VERSIONS - 1,
      });
      const now = { ...message, writtenAt: message.editedAt ?? message.createdAt };
      return { items: [...edits.reverse(), now].map(toVersion) };
    });
  }
}

function toVersion({ version, body, writtenAt }: Omit<MessageEditEntity, 'id' | 'messageId'>): MessageVersion {
  return { version, body, writtenAt: writtenAt.toISOString() };
}
