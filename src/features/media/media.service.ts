import { Injectable } from '@nestjs/common';
import type { MediaAccess } from '../../core/access/grants.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { MediaQueries } from './media.queries.js';
import { toMedia, type Media } from './media.wire.js';

/** What is known of uploads. */
@Injectable()
export class MediaService {
  constructor(
    private readonly database: Database,
    private readonly queries: MediaQueries,
  ) {}

  async status({ mediaId }: MediaAccess): Promise<Media> {
    const media = await this.database.read((reader) => this.queries.byId(reader, mediaId));
    if (!media) throw fail('not_found');
    return toMedia(media);
  }
}
