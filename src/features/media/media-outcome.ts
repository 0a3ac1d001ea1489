import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../core/audit/audit.js';
import type { FactType } from '../../platform/changes/facts.js';
import { Database } from '../../platform/database/database.js';
import { Overtaken, writeFound } from '../../platform/database/write-found.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { MediaBroadcaster, mediaFailed, mediaReady } from './media.broadcaster.js';
import { MediaEntity, MediaFileEntity } from './media.entity.js';
import { discardFiles, lockMedia, streamOf, type StoredFile } from './media-rows.js';
import type { FailureReason, ScanStatus } from './media-kinds.js';
import { toMedia, type Media } from './media.wire.js';

/** What the processing of an upload found out about it. */
export type Findings = Partial<
  Pick<
    MediaEntity,
    'kind' | 'contentType' | 'width' | 'height' | 'durationMs' | 'waveform' | 'placeholder' | 'scanStatus'
  >
>;

/** Why an upload cannot be opened. */
interface Failure {
  reason: FailureReason;
  scanStatus?: ScanStatus;
  missing?: string;
}

/** How the processing of an upload ended: told in the same commit, wherever it hangs by then. */
@Injectable()
export class MediaOutcome {
  private readonly logger = new Logger('Media');

  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly broadcaster: MediaBroadcaster,
  ) {}

  /**
   * Puts these files in the place of all that were there, at once. Answers false when it is too late: the upload is removed, or was made ready by
   * another process; then the files belong to nobody.
   */
  ready(mediaId: string, findings: Findings, files: StoredFile[]): Promise<boolean> {
    return this.settle(mediaId, mediaReady, files, { ...findings, state: 'ready', reason: null });
  }

  /**
   * Nothing stays in storage of what failed, except of what was given up: whoever mends the machine can have its job tried again. `missing`: the file that was not found, for what is lost; where it is its file no more, another one is in its
   * place and nothing is lost. Answers false when it is too late.
   */
  fail(mediaId: string, { reason, scanStatus, missing }: Failure): Promise<boolean> {
    const changes = { state: 'failed' as const, reason, ...(scanStatus && { scanStatus }) };
    return this.settle(mediaId, mediaFailed, [], changes, missing);
  }

  /** Tells how far it is, to whoever will see it. It passes: nothing depends on its coming. */
  progress(mediaId: string, percent: number): void {
    const tell = this.database.read(async (reader) => {
      const media = await reader.findOneBy(MediaEntity, { id: mediaId });
      if (media) this.broadcaster.progress(await streamOf(reader, media), { mediaId, percent });
    });
    tell.catch((error: Error) => this.logger.debug(`Progress was not told: ${error.message}`));
  }

  private settle(
    mediaId: string,
    type: FactType<Media>,
    files: StoredFile[],
    changes: Partial<MediaEntity>,
    missing?: string,
  ): Promise<boolean> {
    const find = async (reader: EntityManager) => {
      const media = await reader.findOneBy(MediaEntity, { id: mediaId });
      return media ? [await streamOf(reader, media)] : [];
    };
    return writeFound(this.database, [], find, async (tx, [stream]) => {
      const [media] = await lockMedia(tx.manager, this.database, [mediaId]);
      if (!media || !stream || media.removedAt !== null || !isOpen(media, changes)) return false;
      if (missing && !(await tx.manager.existsBy(MediaFileEntity, { id: missing, mediaId }))) return false;
      if ((await streamOf(tx.manager, media)) !== stream) throw new Overtaken(); // it was sent while we waited for it
      const scanStatus = changes.scanStatus ?? (media.scanStatus === 'pending' ? 'not_scanned' : media.scanStatus);
      const after = { ...media, ...changes, scanStatus, version: media.version + 1 };
      await tx.manager.update(MediaEntity, { id: mediaId }, { ...changes, scanStatus, version: after.version });
      if (after.reason !== 'given_up') await this.replaceFiles(tx, mediaId, files);
      if (after.reason === 'infected') await this.recordInfection(tx, after);
      tx.change(stream, type, mediaId, toMedia(after));
      return true;
    });
  }

  private async replaceFiles(tx: WriteTx, mediaId: string, files: StoredFile[]): Promise<void> {
    const before = await tx.manager.findBy(MediaFileEntity, { mediaId });
    await tx.manager.delete(MediaFileEntity, { mediaId });
    for (const file of files) await tx.manager.insert(MediaFileEntity, { ...file, mediaId });
    const kept = new Set(files.map(({ id }) => id));
    const keys = before.map(({ id }) => id).filter((id) => !kept.has(id));
    if (keys.length > 0) tx.enqueue(discardFiles, { keys });
  }

  /** For those who lead the team. What is in the file is not recorded. */
  private async recordInfection(tx: WriteTx, { id: mediaId, ownerId, messageId }: MediaEntity): Promise<void> {
    if (messageId === null) return; // nobody but its sender has seen it
    const rows: { channelId: string; teamId: string | null }[] = await tx.manager.query(
      'SELECT c.id AS channelId, c.teamId FROM messages m JOIN channels c ON c.id = m.channelId WHERE m.id = ?',
      [messageId],
    );
    const { channelId, teamId = null } = rows[0] ?? {};
    const act = { actorId: ownerId, action: 'media.infected' as const, channelId, detail: { mediaId, messageId } };
    await this.audit.record(tx, teamId, act);
  }
}

/** What is ready can only be lost; of what failed only what was given up can be tried again, with any end. */
function isOpen(media: MediaEntity, { reason }: Partial<MediaEntity>): boolean {
  if (media.state === 'processing') return true;
  return media.state === 'ready' ? reason === 'lost' : media.reason === 'given_up';
}
