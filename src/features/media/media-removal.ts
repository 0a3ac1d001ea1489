import { Injectable } from '@nestjs/common';
import type { MediaAccess } from '../../core/access/grants.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { failureText, TryLater } from '../../platform/jobs/job-failure.js';
import { StorageAway } from '../../platform/storage/storage-failure.js';
import { Storage } from '../../platform/storage/storage.js';
import { lockMedia, markRemoved } from './media-rows.js';
import { MediaEntity } from './media.entity.js';
import { MediaQueries } from './media.queries.js';
import { toMedia, type Media } from './media.wire.js';

const AGAIN_MS = 5_000;

/** Takes uploads away: at once for everybody, and from storage by a job, so that nothing is left over whenever a process ends. */
@Injectable()
export class MediaRemoval {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly queries: MediaQueries,
  ) {}

  /** What hangs on nothing yet. Answers it as it was. */
  remove(access: MediaAccess): Promise<Media> {
    return this.database.write([`user:${access.userId}`], async (tx) => {
      const [media] = await lockMedia(tx.manager, this.database, [access.mediaId]);
      if (!media || media.removedAt !== null) throw fail('not_found');
      await access.stillStands(tx.manager);
      await markRemoved(tx, [media]);
      return toMedia(media);
    });
  }

  /** Files first: a row without its file would be missed by nobody, a file without its row only by the sweeper. */
  async clear(mediaId: string): Promise<void> {
    const files = await this.database.read((reader) => this.queries.files(reader, mediaId));
    await this.discard(files.map(({ id }) => id));
    await this.database.write([], ({ manager }) => manager.delete(MediaEntity, { id: mediaId }));
  }

  /** Removes files that nothing refers to. @throws TryLater while storage is away: what people took back must not lie there for ever. */
  async discard(keys: string[]): Promise<void> {
    try {
      for (const key of keys) await this.storage.remove(key);
    } catch (error) {
      if (error instanceof StorageAway) throw new TryLater(failureText(error), AGAIN_MS, { cause: error });
      throw error;
    }
  }
}
