import { randomUUID } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import type { Database } from '../../platform/database/database.js';
import { newId, type StreamId } from '../../platform/database/ids.js';
import { placeholders } from '../../platform/database/sql.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { jobType } from '../../platform/jobs/job-type.js';
import { MediaEntity, type MediaFileEntity } from './media.entity.js';

/** Makes an upload ready, or finds out that it cannot be. */
export const processMedia = jobType<{ mediaId: string }>('media', 'process');
/** Removes what lies in storage for something that is removed, and then its row. */
export const removeMedia = jobType<{ mediaId: string }>('media', 'remove');
/** Removes files that nothing refers to any more. */
export const discardFiles = jobType<{ keys: string[] }>('media', 'discard');

/** A key in storage that nobody can guess. */
export const newFileKey = (): string => randomUUID();

/** A file that lies in storage. */
export type StoredFile = Pick<MediaFileEntity, 'id' | 'role' | 'contentType' | 'size'>;

/** Of something uploaded that nobody has looked at yet. */
export function newMedia(
  given: Pick<MediaEntity, 'ownerId' | 'purpose' | 'kind' | 'name' | 'contentType' | 'size' | 'createdAt'> &
    Partial<MediaEntity>,
): MediaEntity {
  return {
    ...{ id: newId(), subjectId: null, messageId: null, rootId: null, place: 0, state: 'processing', reason: null },
    ...{ scanStatus: 'not_scanned', width: null, height: null, durationMs: null, waveform: null, placeholder: null },
    ...{ jobId: null, removedAt: null, version: 1 },
    ...given,
  };
}

/** Where it is told: to the channel of its message, or to its sender alone while it hangs on nothing. */
export async function streamOf(
  reader: EntityManager,
  { messageId, ownerId }: Pick<MediaEntity, 'messageId' | 'ownerId'>,
): Promise<StreamId> {
  if (messageId === null) return `user:${ownerId}`;
  const rows: { channelId: string }[] = await reader.query('SELECT channelId FROM messages WHERE id = ?', [messageId]);
  return rows[0] ? `channel:${rows[0].channelId}` : `user:${ownerId}`;
}

/** Takes things away from everybody at once, and leaves it to a job to remove what lies in storage. */
export async function markRemoved(tx: WriteTx, media: MediaEntity[]): Promise<void> {
  for (const { id, removedAt, version } of media) {
    if (removedAt !== null) continue;
    await tx.manager.update(MediaEntity, { id }, { removedAt: tx.now, version: version + 1 });
    tx.enqueue(removeMedia, { mediaId: id });
  }
}

/** Uploads as they are, held until the end of the write: of two who change the same one, one comes after the other. */
export async function lockMedia(
  manager: EntityManager,
  { dialect }: Pick<Database, 'dialect'>,
  mediaIds: readonly string[],
): Promise<MediaEntity[]> {
  const ids = [...new Set(mediaIds)].sort();
  if (ids.length === 0) return [];
  if (dialect === 'mysql')
    await manager.query(`SELECT id FROM media WHERE id IN ${placeholders(1, ids.length)} FOR UPDATE`, ids);
  return manager.findBy(MediaEntity, { id: In(ids) });
}
