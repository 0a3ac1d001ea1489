import { Injectable, Logger } from '@nestjs/common';
import type { Readable } from 'node:stream';
import { fail } from '../../platform/errors/problem.js';
import { StorageMissing } from '../../platform/storage/storage-failure.js';
import { Storage, type ByteRange } from '../../platform/storage/storage.js';
import type { MediaFileEntity } from './media.entity.js';

/** Opens files for those who may read them. */
@Injectable()
export class MediaOpening {
  private readonly logger = new Logger('Media');

  constructor(private readonly storage: Storage) {}

  /**
   * All of it or a stretch.
   * @throws Problem `not_found` where somebody took it away from outside, which the sweeper will find, too; StorageAway.
   */
  async open({ id, mediaId }: Pick<MediaFileEntity, 'id' | 'mediaId'>, range?: ByteRange): Promise<Readable> {
    try {
      return await this.storage.read(id, range);
    } catch (error) {
      if (!(error instanceof StorageMissing)) throw error;
      this.logger.error(`The file ${id} of upload ${mediaId} was asked for and is not in storage any more.`);
      throw fail('not_found', { cause: error });
    }
  }
}
