import { Injectable, Logger } from '@nestjs/common';
import { failureText, TryLater } from '../../platform/jobs/job-failure.js';
import type { JobContext } from '../../platform/jobs/job-handlers.js';
import { Unprocessable } from '../../platform/processing/unprocessable.js';
import { ScannerTooLarge } from '../../platform/scanning/scanner-failure.js';
import { StorageAway, StorageFull, StorageMissing } from '../../platform/storage/storage-failure.js';
import { NoTurn } from '../../platform/turns/turns.js';
import { MediaBench, type Bench } from './media-bench.js';
import { KindRefused, MediaMaker } from './media-maker.js';
import { MediaOutcome, type Findings } from './media-outcome.js';
import { Infected, MediaScan } from './media-scan.js';
import type { StoredFile } from './media-rows.js';
import type { MediaFileEntity } from './media.entity.js';
import { MediaQueries, type OpenUpload } from './media.queries.js';
import type { FailureReason } from './media-kinds.js';

/** How often the progress of one upload is told at most. */
const TELL_EVERY_MS = 400;
const AGAIN_MS = 5_000;

/** Makes uploads ready. It may be done twice for one of them: what is stored twice is dropped, and the database takes one. */
@Injectable()
export class MediaProcessing {
  private readonly logger = new Logger('Media');

  constructor(
    private readonly queries: MediaQueries,
    private readonly bench: MediaBench,
    private readonly scan: MediaScan,
    private readonly maker: MediaMaker,
    private readonly outcome: MediaOutcome,
  ) {}

  async process(mediaId: string, { signal }: JobContext): Promise<void> {
    const found = await this.queries.toProcess(mediaId);
    if (!found) return; // removed, or ready already
    try {
      await this.bench.around((bench) => this.work(found, bench, signal), signal);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (error instanceof StorageAway || error instanceof StorageFull || error instanceof NoTurn)
        throw new TryLater(failureText(error), AGAIN_MS, { cause: error });
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      this.logger.warn(`Upload ${mediaId} failed: ${reason} (${failureText((error as Error).cause ?? error)})`);
      await this.outcome.fail(mediaId, {
        reason,
        ...(reason === 'infected' && { scanStatus: 'infected' }),
        ...(reason === 'lost' && { missing: found.original.id }),
      });
    }
  }

  private async work({ media, original }: OpenUpload, bench: Bench, signal: AbortSignal): Promise<void> {
    const path = await bench.fetch(original);
    const scanStatus = await this.scan.look(path, signal);
    const onProgress = this.teller(media.id);
    onProgress(0);
    const made = await this.maker.make(media, { path, folder: bench.folder, signal, onProgress });
    const kept = await bench.keep(made.files);
    const files: StoredFile[] = made.keepsOriginal ? [...kept, asContent(original, made.findings)] : kept;
    // Where the answer to the commit is lost it may be done: what is stored stays then, and if nothing refers to it the sweeper finds it.
    const taken = await this.outcome.ready(media.id, { ...made.findings, scanStatus }, files);
    if (!taken) await this.bench.drop(kept);
  }

  private teller(mediaId: string): (percent: number) => void {
    let toldAt = 0;
    return (percent) => {
      if (Date.now() - toldAt < TELL_EVERY_MS) return;
      toldAt = Date.now();
      this.outcome.progress(mediaId, percent);
    };
  }
}

/** What was uploaded, handed out as it is. */
function asContent({ id, size, contentType }: MediaFileEntity, findings: Findings): StoredFile {
  return { id, role: 'content', size, contentType: findings.contentType ?? contentType };
}

/** Why the file itself is at fault; undefined where it is not. */
export function reasonOf(error: unknown): FailureReason | undefined {
  if (error instanceof Unprocessable) return error.reason;
  if (error instanceof KindRefused) return 'kind_refused';
  if (error instanceof Infected) return 'infected';
  if (error instanceof ScannerTooLarge) return 'too_large_to_scan';
  return error instanceof StorageMissing ? 'lost' : undefined;
}
