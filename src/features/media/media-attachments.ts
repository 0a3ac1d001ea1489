import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import type { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { MediaEntity } from './media.entity.js';
import { lockMedia, markRemoved } from './media-rows.js';
import { MediaQueries } from './media.queries.js';
import { toMedia, type Media } from './media.wire.js';

/** What some messages want to take along, looked up under a lock: each thing goes with one message. */
export class Attachable {
  constructor(private readonly rows: Map<string, MediaEntity>) {}

  /**
   * Hangs these on a message of this person, in this order. `rootId`: the channel, or the one that its thread hangs under.
   * @throws Problem `media.unattachable` for what is not there, not theirs or sent already; `media.failed`.
   */
  take(
    ownerId: string,
    { messageId, rootId }: { messageId: string; rootId: string },
    mediaIds: readonly string[],
  ): MediaEntity[] {
    const wanted = mediaIds.map((id) => this.rows.get(id));
    const free = wanted.filter((row) => row?.ownerId === ownerId && row.messageId === null) as MediaEntity[];
    if (free.length < mediaIds.length) throw fail('media.unattachable');
    const failed = free.find(({ state }) => state === 'failed');
    if (failed) throw fail('media.failed', { reason: failed.reason! });
    return free.map((row, place) => {
      const hung = { ...row, messageId, rootId, place, version: row.version + 1 };
      this.rows.set(row.id, hung);
      return hung;
    });
  }
}

/** How Messages takes along what was uploaded. */
@Injectable()
export class MediaAttachments {
  constructor(private readonly queries: MediaQueries) {}

  /** Looks up and locks what these messages name, so that of two who send the same thing one is refused. */
  async lock(tx: WriteTx, database: Pick<Database, 'dialect'>, mediaIds: readonly string[]): Promise<Attachable> {
    const rows = await lockMedia(tx.manager, database, mediaIds);
    const sendable = rows.filter(({ purpose, removedAt }) => purpose === 'message' && removedAt === null);
    return new Attachable(new Map(sendable.map((row) => [row.id, row])));
  }

  /** Stores what `Attachable.take` has hung up, once the messages are stored. */
  store(tx: WriteTx, hung: MediaEntity[]): void {
    tx.leave(
      hung.map(({ id, messageId, rootId, place, version }) => ({
        sql: 'UPDATE media SET messageId = ?, rootId = ?, place = ?, version = ? WHERE id = ?',
        values: [messageId, rootId, place, version, id],
      })),
    );
  }

  present(hung: MediaEntity[]): Media[] {
    return hung.map(toMedia);
  }

  /** What hangs on these messages. */
  onMessages(reader: EntityManager, messageIds: string[]): Promise<Map<string, Media[]>> {
    return this.queries.onMessages(reader, messageIds);
  }
}

/** Removes what hangs on a message that is deleted, for everybody at once. */
export async function removeAttached(tx: WriteTx, messageId: string): Promise<void> {
  await markRemoved(tx, await tx.manager.findBy(MediaEntity, { messageId, removedAt: IsNull() }));
}
