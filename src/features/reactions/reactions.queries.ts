import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { MessageAccess } from '../../core/access/grants.js';
import { UsersService } from '../../core/users/users.service.js';
import { Database } from '../../platform/database/database.js';
import { placeholders } from '../../platform/database/sql.js';
import { timePage } from '../../platform/database/time-page.js';
import { MessageEntity } from '../messages/message.entity.js';
import type { Reaction } from '../messages/message.wire.js';
import { ReactionEntity } from './reaction.entity.js';
import { toReactor, type ReactorPage } from './reaction.wire.js';
import type { ListReactionsDto } from './reactions.dto.js';

/** How many people a message names for each emoji; `reaction.list` names all. */
const MAX_NAMED = 100;

interface Row {
  messageId: string;
  emoji: string;
  userId: string;
  total: number;
}

/** Reads who reacted to what. */
@Injectable()
export class ReactionsQueries {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
  ) {}

  /** What stands on these messages, each emoji where it was first used. One query, however many reactions there are. */
  async onMessages(reader: EntityManager, messageIds: string[]): Promise<Map<string, Reaction[]>> {
    const group = 'PARTITION BY messageId, emoji';
    const rows: Row[] = await reader.query(
      `SELECT messageId, emoji, userId, total FROM (
         SELECT messageId, emoji, userId, createdAt, id, COUNT(*) OVER (${group}) AS total,
         ROW_NUMBER() OVER (${group} ORDER BY createdAt, id) AS place
         FROM reactions WHERE messageId IN ${placeholders(1, messageIds.length)} AND removedAt IS NULL
       ) ranked WHERE place <= ? ORDER BY createdAt, id`,
      [...messageIds, MAX_NAMED],
    );
    const messages = new Map<string, Map<string, Reaction>>();
    for (const { messageId, emoji, userId, total } of rows) {
      const reactions = messages.get(messageId) ?? new Map<string, Reaction>();
      const reaction = reactions.get(emoji) ?? { emoji, count: Number(total), userIds: [] };
      reaction.userIds.push(userId);
      messages.set(messageId, reactions.set(emoji, reaction));
    }
    return new Map([...messages].map(([messageId, reactions]) => [messageId, [...reactions.values()]]));
  }

  /** Who reacted, page by page; nobody once the message is deleted. */
  list({ messageId }: MessageAccess, { emoji, ...page }: ListReactionsDto): Promise<ReactorPage> {
    return this.database.snapshot(async (reader) => {
      const query = reader
        .createQueryBuilder(ReactionEntity, 'r')
        .innerJoin(MessageEntity, 'm', 'm.id = r.messageId AND m.deletedAt IS NULL')
        .where('r.messageId = :messageId AND r.removedAt IS NULL', { messageId });
      if (emoji !== undefined) query.andWhere('r.emoji = :emoji', { emoji });
      const { items, ...cursors } = await timePage(
        query,
        {
          columns: { at: 'r.createdAt', id: 'r.id' },
          direction: 'ASC',
          placeOf: ({ createdAt, id }) => ({ at: createdAt, id }),
        },
        page,
      );
      const users = await this.users.present(
        reader,
        items.map(({ userId }) => userId),
      );
      return { items: items.map((row) => toReactor(row, users.get(row.userId)!)), ...cursors };
    });
  }
}
