import { IsNull } from 'typeorm';
import type { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { MediaEntity } from './media.entity.js';
import { lockMedia, markRemoved } from './media-rows.js';

/**
 * Removes what is a person's alone when they go: their picture, and what they uploaded and never sent. What hangs on a message goes with the message,
 * and a team keeps its picture.
 */
export async function removeOwn(tx: WriteTx, database: Pick<Database, 'dialect'>, ownerId: string): Promise<void> {
  const own = await tx.manager.findBy(MediaEntity, [
    { ownerId, removedAt: IsNull(), purpose: 'user' },
    { ownerId, removedAt: IsNull(), purpose: 'message', messageId: IsNull() },
  ]);
  const locked = await lockMedia(
    tx.manager,
    database,
    own.map(({ id }) => id),
  );
  await markRemoved(
    tx,
    locked.filter(({ messageId }) => messageId === null),
  );
}
