import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { MediaPlace } from '../../core/access/media-standing.js';
import { MediaEntity, MediaFileEntity, type FileRole } from './media.entity.js';
import { toMedia, type Media } from './media.wire.js';

/** An upload that waits to be made ready, with its file as it came. */
export interface OpenUpload {
  media: MediaEntity;
  original: MediaFileEntity;
}

/** Reads what was uploaded. What is removed is not there. */
@Injectable()
export class MediaQueries {
  constructor(private readonly database: Database) {}

  byId(reader: EntityManager, id: string): Promise<MediaEntity | null> {
    return reader.findOneBy(MediaEntity, { id, removedAt: IsNull() });
  }

  /** Undefined where there is nothing left to do. What was given up can be tried again while its file is there. */
  toProcess(id: string): Promise<OpenUpload | undefined> {
    return this.database.snapshot(async (reader) => {
      const media = await this.byId(reader, id);
      const original = media && media.state !== 'ready' && (await this.file(reader, id, 'original'));
      return original ? { media, original } : undefined;
    });
  }

  /** What hangs on these messages, in its order, in one query. A message without anything is missing in the answer. */
  async onMessages(reader: EntityManager, messageIds: string[]): Promise<Map<string, Media[]>> {
    if (messageIds.length === 0) return new Map();
    const rows = await reader.find(MediaEntity, {
      where: { messageId: In(messageIds), removedAt: IsNull() },
      order: { place: 'ASC' },
    });
    const byMessage = new Map<string, Media[]>();
    for (const row of rows) byMessage.set(row.messageId!, [...(byMessage.get(row.messageId!) ?? []), toMedia(row)]);
    return byMessage;
  }

  /** What lies in storage for it. */
  files(reader: EntityManager, mediaId: string): Promise<MediaFileEntity[]> {
    return reader.findBy(MediaFileEntity, { mediaId });
  }

  /** One of its files, undefined where there is no such one. */
  async file(reader: EntityManager, mediaId: string, role: FileRole): Promise<MediaFileEntity | undefined> {
    return (await reader.findOneBy(MediaFileEntity, { mediaId, role })) ?? undefined;
  }

  /** What it hangs on: the road that the policy of each read takes. */
  async place(reader: EntityManager, mediaId: string): Promise<MediaPlace | undefined> {
    const media = await this.byId(reader, mediaId);
    if (!media) return undefined;
    const { ownerId: uploaderId, messageId, purpose, subjectId } = media;
    if (purpose !== 'message') return { uploaderId, on: purpose, subjectId: subjectId! };
    return messageId === null ? { uploaderId, on: 'nothing' } : { uploaderId, on: 'message', messageId };
  }
}
