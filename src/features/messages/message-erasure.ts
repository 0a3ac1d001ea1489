import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { JobHandlers } from '../../platform/jobs/job-handlers.js';
import { jobType } from '../../platform/jobs/job-type.js';
import { removeAttached } from '../media/media-attachments.js';
import { streamsOf } from './message-batch.js';
import { MessageEditEntity } from './message-edit.entity.js';
import { deleteMentions } from './message-mentions.js';
import { MessageEntity } from './message.entity.js';
import { messageDeleted } from './messages.broadcaster.js';
import { MessagesQueries } from './messages.queries.js';
import { repliesWent } from './thread-replies.js';

/** Erases what somebody said, a batch a job. `after`: the nonce up to which it is done. */
export const eraseMessages = jobType<{ authorId: string; after: string }>('maintenance', 'erase-messages');

type Place = Pick<MessageEntity, 'id' | 'channelId'> & { nonce: string; parentId: string | null };

/**
 * Leaves tombstones for everything that somebody said, with nothing in them any more: not the text, which others' tombstones keep for moderators, nor
 * what it said before. Idempotent: what is blank already is passed over.
 */
@Injectable()
export class MessageErasure {
  constructor(
    handlers: JobHandlers,
    private readonly database: Database,
    private readonly queries: MessagesQueries,
  ) {
    handlers.register(eraseMessages, (asked) => this.erase(asked));
  }

  private async erase({ authorId, after }: { authorId: string; after: string }): Promise<void> {
    const { maxBatch } = this.database;
    const places: Place[] = await this.database.read((reader) =>
      reader.query(
        `SELECT m.id, m.channelId, m.nonce, c.parentId FROM messages m JOIN channels c ON c.id = m.channelId
         WHERE m.authorId = ? AND m.nonce > ? ORDER BY m.nonce LIMIT ${maxBatch}`,
        [authorId, after],
      ),
    );
    for (const group of byChannel(places)) await this.eraseIn(group);
    if (places.length < maxBatch) return;
    const next = { authorId, after: places.at(-1)!.nonce };
    await this.database.write([], (tx) => Promise.resolve(tx.enqueue(eraseMessages, next)));
  }

  private async eraseIn(places: Place[]): Promise<void> {
    const { channelId, parentId } = places[0]!;
    await this.database.write(streamsOf({ channelId, parentId }), async (tx) => {
      const { manager } = tx;
      const found = await manager.findBy(MessageEntity, { id: In(places.map(({ id }) => id)) });
      const messages = found.filter(({ body, deletedAt }) => body !== '' || deletedAt === null);
      if (messages.length === 0) return;
      for (const message of messages) await blank(tx, message);
      await manager.delete(MessageEditEntity, { messageId: In(messages.map(({ id }) => id)) });
      const fresh = messages.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id);
      const presented = await this.queries.byIds(manager, fresh);
      for (const id of fresh) tx.change(`channel:${channelId}`, messageDeleted, id, presented.get(id)!);
      if (parentId !== null && fresh.length > 0) await repliesWent(tx, channelId, fresh.length);
    });
  }
}

async function blank(tx: WriteTx, message: MessageEntity): Promise<void> {
  const { manager, now } = tx;
  const { id, deletedAt, version } = message;
  tx.leave(deleteMentions(message));
  if (message.mediaCount > 0) await removeAttached(tx, id);
  const nothing = { body: '', mentions: null, mediaCount: 0, pinnedAt: null, pinnedBy: null };
  await manager.update(MessageEntity, { id }, { ...nothing, deletedAt: deletedAt ?? now, version: version + 1 });
}

function byChannel(places: Place[]): Place[][] {
  const groups = new Map<string, Place[]>();
  for (const place of places) groups.set(place.channelId, [...(groups.get(place.channelId) ?? []), place]);
  return [...groups.values()];
}
