import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { MediaAccess } from '../../core/access/grants.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { sendFile } from '../../platform/http/file-download.js';
import { MediaOpening } from './media-opening.js';
import type { FileRole } from './media.entity.js';
import { MediaQueries } from './media.queries.js';

/** Kinds that a browser shows or plays and does not run: pictures are ours, drawn anew. */
const INLINE = new Set(['image', 'voice', 'audio', 'video']);

/** Hands out what was uploaded. */
@Injectable()
export class MediaContent {
  constructor(
    private readonly database: Database,
    private readonly queries: MediaQueries,
    private readonly opening: MediaOpening,
  ) {}

  /** @throws Problem `not_found`, `media.not_ready`, `media.failed`, `range.unsatisfiable`, `storage.unavailable`. */
  send(access: MediaAccess, request: Request, response: Response): Promise<void> {
    return this.hand(access, 'content', request, response);
  }

  /** A picture of it. @throws Problem besides `media.no_thumbnail`. */
  sendThumbnail(access: MediaAccess, size: 'small' | 'large', request: Request, response: Response): Promise<void> {
    return this.hand(access, size, request, response);
  }

  private async hand({ mediaId }: MediaAccess, role: FileRole, request: Request, response: Response): Promise<void> {
    const { media, file } = await this.database.read(async (reader) => ({
      media: await this.queries.byId(reader, mediaId),
      file: await this.queries.file(reader, mediaId, role),
    }));
    if (!media) throw fail('not_found');
    if (media.state === 'failed') throw fail('media.failed', { reason: media.reason! });
    if (media.state === 'processing') throw fail('media.not_ready', { retryAfter: 1 });
    if (!file) throw role === 'content' ? fail('not_found') : fail('media.no_thumbnail');
    const { size, contentType } = file;
    const isPicture = role !== 'content';
    await sendFile(request, response, {
      ...{ name: nameFor(media.name, contentType), contentType, size, mark: `${mediaId}-${role}-${media.version}` },
      inline: isPicture || INLINE.has(media.kind),
      open: (range) => this.opening.open(file, range),
    });
  }
}

const ENDINGS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'audio/mp4': 'm4a',
};

/** What was brought to another form ends as that form does. */
function nameFor(name: string, contentType: string): string {
  const ending = ENDINGS[contentType];
  if (ending === undefined || name.toLowerCase().endsWith(`.${ending}`)) return name;
  return `${name.replace(/\.[a-z0-9]{1,5}$/i, '')}.${ending}`;
}
