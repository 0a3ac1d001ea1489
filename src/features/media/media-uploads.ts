import { Injectable, Logger } from '@nestjs/common';
import type { Request } from 'express';
import { IsNull, type EntityManager } from 'typeorm';
import type { UserAccess } from '../../core/access/grants.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { fail, Problem } from '../../platform/errors/problem.js';
import { receiveFile, type IncomingFile } from '../../platform/http/file-upload.js';
import { glimpse, HEAD_BYTES, type Glimpse } from '../../platform/processing/identify.js';
import { peek } from '../../platform/processing/peek.js';
import { Storage } from '../../platform/storage/storage.js';
import type { UploadMediaDto } from './media.dto.js';
import { MediaEntity, MediaFileEntity } from './media.entity.js';
import { MediaScan } from './media-scan.js';
import { newFileKey, newMedia, processMedia } from './media-rows.js';
import type { MediaKind } from './media-kinds.js';
import { toMedia, type Media } from './media.wire.js';
import { UploadsAtOnce } from './uploads-at-once.js';

interface Received {
  size: number;
  name: string;
  kind: MediaKind;
  contentType: string;
}

/** Takes files in: streamed to storage, and only then known to the database, so that a row always has its file. */
@Injectable()
export class MediaUploads {
  private readonly logger = new Logger('Media');

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly scan: MediaScan,
    private readonly atOnce: UploadsAtOnce,
  ) {}

  /**
   * Answers at once with what is to be processed. What nobody sends is removed after MEDIA_KEEP_HOURS.
   * @throws Problem what `receiveFile` throws, `media.empty`, `media.kind_refused`, `media.quota_exceeded`, `media.too_many_at_once`.
   */
  receive({ userId }: UserAccess, request: Request, asked: UploadMediaDto): Promise<Media> {
    return this.atOnce.within(userId, () => this.take(userId, request, asked));
  }

  private async take(userId: string, request: Request, asked: UploadMediaDto): Promise<Media> {
    const key = newFileKey();
    let recording = false;
    try {
      this.requireRoom(await this.database.read((reader) => usedBy(reader, userId)), 1);
      const received = await receiveFile(request, this.config.media.maxBytes, (file) => this.store(key, file, asked));
      recording = true;
      return toMedia(await this.record(userId, key, received, asked));
    } catch (error) {
      // Where the database broke off, its row may be there, and then its file has to be. What is left without a row, the sweeper finds.
      if (!recording || error instanceof Problem) await this.drop(key);
      throw error;
    }
  }

  private async store(
    key: string,
    { name, content }: IncomingFile,
    { kind: asked }: UploadMediaDto,
  ): Promise<Received> {
    const { head, stream } = await peek(content, HEAD_BYTES);
    if (head.length === 0) throw fail('media.empty');
    const seen = await glimpse(head);
    const kinds = kindsOf(seen, asked).filter((kind) => this.config.media.kinds.includes(kind));
    if (kinds.length === 0) {
      stream.destroy();
      throw fail('media.kind_refused');
    }
    const { size } = await this.storage.write(key, stream);
    return { size, name, kind: kinds[0]!, contentType: seen.contentType };
  }

  /** The caller hears why it was refused, also where storage is away; what lies there then, the sweeper finds. */
  private async drop(key: string): Promise<void> {
    await this.storage.remove(key).catch((left: Error) => this.logger.warn(`A file is left over: ${left.message}`));
  }

  /** The lock of the person's stream makes their uploads count one after the other, so the quota is exact. */
  private record(ownerId: string, key: string, received: Received, { waveform }: UploadMediaDto): Promise<MediaEntity> {
    return this.database.write([`user:${ownerId}`], async (tx) => {
      const { manager, now } = tx;
      this.requireRoom(await usedBy(manager, ownerId), received.size);
      const drawn = received.kind === 'voice' && waveform ? JSON.stringify(waveform) : null;
      const media = newMedia({ ...received, ownerId, purpose: 'message', waveform: drawn, createdAt: now });
      if (this.scan.isOn) media.scanStatus = 'pending';
      const isDone = media.kind === 'file' && !this.scan.isOn; // nothing is made of it, and nobody looks at it
      if (isDone) media.state = 'ready';
      else media.jobId = tx.enqueue(processMedia, { mediaId: media.id });
      await manager.insert(MediaEntity, media);
      const { size, contentType } = received;
      const role = isDone ? 'content' : 'original';
      await manager.insert(MediaFileEntity, { id: key, mediaId: media.id, role, size, contentType });
      return media;
    });
  }

  private requireRoom(used: number, size: number): void {
    const { quotaBytes } = this.config.media;
    if (quotaBytes > 0 && used + size > quotaBytes) throw fail('media.quota_exceeded');
  }
}

/** What it may turn out to be, the likeliest first. Only a recording is a voice note. */
function kindsOf({ kind, contentType }: Glimpse, asked: UploadMediaDto['kind']): MediaKind[] {
  if (asked === 'file') return ['file'];
  if (asked === 'voice') return kind === 'recording' ? ['voice'] : [];
  if (kind !== 'recording') return [kind];
  return contentType.startsWith('audio/') ? ['audio'] : ['video', 'audio'];
}

/** What a person's uploads count: what they sent, as it came. Pictures of people and teams are small, and each has one: they take nobody's room. */
async function usedBy(reader: EntityManager, ownerId: string): Promise<number> {
  return (await reader.sum(MediaEntity, 'size', { ownerId, purpose: 'message', removedAt: IsNull() })) ?? 0;
}
