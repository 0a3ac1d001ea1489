import { Module } from '@nestjs/common';
import { AccessService } from '../../core/access/access.service.js';
import { JobHandlers } from '../../platform/jobs/job-handlers.js';
import { MediaAttachments } from './media-attachments.js';
import { MediaBench } from './media-bench.js';
import { MediaContent } from './media-content.js';
import { MediaInventory } from './media-inventory.js';
import { MediaLinker } from './media-links.js';
import { MediaListController } from './media-list.controller.js';
import { MediaListGateway } from './media-list.gateway.js';
import { MediaListQueries } from './media-list.queries.js';
import { MediaMaker } from './media-maker.js';
import { MediaOpening } from './media-opening.js';
import { MediaOutcome } from './media-outcome.js';
import { MediaProcessing } from './media-processing.js';
import { MediaRemoval } from './media-removal.js';
import { discardFiles, processMedia, removeMedia } from './media-rows.js';
import { MediaScan } from './media-scan.js';
import { MediaSweeper } from './media-sweeper.js';
import { MediaUploads } from './media-uploads.js';
import { MediaBroadcaster } from './media.broadcaster.js';
import { MediaController } from './media.controller.js';
import { MediaGateway } from './media.gateway.js';
import { MediaQueries } from './media.queries.js';
import { MediaService } from './media.service.js';
import { StorageMark } from './storage-mark.js';
import { StorageUseController } from './storage-use.controller.js';
import { StorageUseGateway } from './storage-use.gateway.js';
import { StorageUseQueries } from './storage-use.queries.js';
import { UploadsAtOnce } from './uploads-at-once.js';

/** Files, pictures and voice notes: taken in, made ready, handed out to those who may see what they hang on. */
@Module({
  controllers: [MediaController, MediaListController, StorageUseController],
  providers: [
    ...[MediaAttachments, MediaBench, MediaBroadcaster, MediaContent, MediaGateway, MediaInventory, MediaLinker],
    ...[MediaMaker, MediaOpening, MediaOutcome, MediaProcessing, MediaQueries, MediaRemoval, MediaScan, MediaService],
    ...[MediaSweeper, MediaUploads, UploadsAtOnce],
    ...[MediaListGateway, MediaListQueries],
    ...[StorageMark, StorageUseGateway, StorageUseQueries],
  ],
  exports: [MediaAttachments, MediaBench, MediaContent, MediaOpening, MediaScan, UploadsAtOnce],
})
export class MediaModule {
  constructor(
    access: AccessService,
    handlers: JobHandlers,
    queries: MediaQueries,
    processing: MediaProcessing,
    removal: MediaRemoval,
  ) {
    access.registerMedia((reader, mediaId) => queries.place(reader, mediaId));
    handlers.register(processMedia, ({ mediaId }, context) => processing.process(mediaId, context));
    handlers.register(removeMedia, ({ mediaId }) => removal.clear(mediaId));
    handlers.register(discardFiles, ({ keys }) => removal.discard(keys));
  }
}
