import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import type { MessageAccess } from '../../core/access/grants.js';
import type { FactType } from '../../platform/changes/facts.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/database/ids.js';
import { fromSqlTime } from '../../platform/database/sql.js';
import { fail } from '../../platform/errors/problem.js';
import { MessageEntity } from '../messages/message.entity.js';
import type { Message } from '../messages/message.wire.js';
import { MessagesQueries } from '../messages/messages.queries.js';
import { ReactionEntity } from './reaction.entity.js';
import { toReactionChange, type ReactionChange } from './reaction.wire.js';
import { reactionAdded, reactionRemoved } from './reactions.broadcaster.js';

/** How many different emoji a message may have. */
const MAX_EMOJI = 20;

/** What a change of somebody's emoji does: the row as it is from now on, and by how much the message's reactions grow. */
interface Step {
  type: FactType<ReactionChange>;
  row: ReactionEntity;
  by: 1 | -1;
}

/** Puts emoji on messages and takes them back. Answers the message as it stands; what is so already changes nothing and is not told. */
@Injectable()
export class ReactionsService {
  constructor(
    private readonly database: Database,
    private readonly messages: MessagesQueries,
  ) {}

  /** @throws Problem `message.deleted`, `reaction.limit`. */
  add(access: MessageAccess, emoji: string): Promise<Message> {
    return this.change(access, emoji, async (manager, before, now) => {
      if (before?.removedAt === null) return undefined;
      const createdAt = await nextPlace(manager, access.messageId, { emoji, now });
      const { messageId, userId } = access;
      const { id, version } = before ?? { id: newId(), version: 0 };
      const row = { id, messageId, userId, emoji, createdAt, removedAt: null, version: version + 1 };
      return { type: reactionAdded, row, by: 1 };
    });
  }

  /** @throws Problem `message.deleted`. */
  remove(access: MessageAccess, emoji: string): Promise<Message> {
    return this.change(access, emoji, (_manager, before, now) => {
      if (before?.removedAt !== null) return Promise.resolve(undefined);
      return Promise.resolve({
        type: reactionRemoved,
        row: { ...before, removedAt: now, version: before.version + 1 },
        by: -1,
      });
    });
  }

  /** The lock of the channel's stream makes all reactions to a message follow one another, so that what is looked up here stays true. */
  private change(
    access: MessageAccess,
    emoji: string,
    decide: (manager: EntityManager, before: ReactionEntity | null, now: Date) => Promise<Step | undefined>,
  ): Promise<Message> {
    return this.database.write([access], async (tx) => {
      const { manager } = tx;
      const { messageId, userId } = access;
      const { deletedAt, reactionCount, version } = await manager.findOneByOrFail(MessageEntity, { id: messageId });
      if (deletedAt) throw fail('message.deleted');
      const before = await manager.findOneBy(ReactionEntity, { messageId, userId, emoji });
      const step = await decide(manager, before, tx.now);
      if (step) {
        if (before) await manager.update(ReactionEntity, { id: before.id }, step.row);
        else await manager.insert(ReactionEntity, step.row);
        const counted = { reactionCount: reactionCount + step.by, version: version + 1 };
        await manager.update(MessageEntity, { id: messageId }, counted);
      }
      const message = await this.messages.byId(manager, messageId);
      if (step) tx.change(access.stream, step.type, step.row.id, toReactionChange(step.row, message));
      return message;
    });
  }
}

/**
 * When the next reaction counts as put there: now, but after all others, though the clocks of two nodes (and of one, when it is set right) may say
 * otherwise. Another one of an emoji that is there already always has room.
 */
async function nextPlace(
  manager: EntityManager,
  messageId: string,
  { emoji, now }: { emoji: string; now: Date },
): Promise<Date> {
  const used = await manager
    .createQueryBuilder(ReactionEntity, 'r')
    .select('r.emoji', 'emoji')
    .addSelect('MAX(r.createdAt)', 'newest')
    .where({ messageId, removedAt: IsNull() })
    .groupBy('r.emoji')
    .getRawMany<{ emoji: string; newest: Date | string }>();
  if (used.length >= MAX_EMOJI && !used.some((one) => one.emoji === emoji)) throw fail('reaction.limit');
  const newest = used.map((one) => fromSqlTime(one.newest).getTime() + 1);
  return new Date(Math.max(now.getTime(), ...newest));
}
