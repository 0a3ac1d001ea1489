import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { UserAccess } from '../../core/access/grants.js';
import { fail, Problem } from '../../platform/errors/problem.js';
import { receiveFile, type IncomingFile } from '../../platform/http/file-upload.js';
import { TryLater } from '../../platform/jobs/job-failure.js';
import { identify } from '../../platform/processing/identify.js';
import { LIMIT_MS } from '../../platform/processing/limits.js';
import { Pictures } from '../../platform/processing/pictures.js';
import { shortageIn } from '../../platform/processing/shortage.js';
import { MediaBench, type Bench } from '../media/media-bench.js';
import { reasonOf } from '../media/media-processing.js';
import type { StoredFile } from '../media/media-rows.js';
import { MediaScan } from '../media/media-scan.js';
import type { MediaEntity } from '../media/media.entity.js';
import { UploadsAtOnce } from '../media/uploads-at-once.js';

/** The largest file that a picture is made of. */
const MAX_BYTES = 10 * 1024 * 1024;

/** A picture that lies in storage, and that no row knows yet. */
export interface TakenPicture {
  media: Pick<MediaEntity, 'size' | 'scanStatus' | 'contentType' | 'width' | 'height'>;
  file: StoredFile;
}

/** Who sends it. */
type Sender = Pick<UserAccess, 'userId'>;

/** Makes a small square picture of what somebody sends, while they wait: what they sent itself is not kept. */
@Injectable()
export class PictureTaking {
  constructor(
    private readonly bench: MediaBench,
    private readonly scan: MediaScan,
    private readonly pictures: Pictures,
    private readonly atOnce: UploadsAtOnce,
  ) {}

  /**
   * `hang` makes the picture somebody's in one write; where that refuses, nothing stays in storage.
   * @throws Problem what `receiveFile` throws, `media.empty`, `media.unreadable` with the reason, `media.scanner_unavailable`, `media.too_many_at_once`,
   * `server.busy`.
   */
  take<T>({ userId }: Sender, request: Request, hang: (picture: TakenPicture) => Promise<T>): Promise<T> {
    return this.atOnce.within(userId, () => this.receive(request, hang));
  }

  private async receive<T>(request: Request, hang: (picture: TakenPicture) => Promise<T>): Promise<T> {
    return this.bench.around(async (bench) => {
      const received = await receiveFile(request, MAX_BYTES, (file) => save(file, join(bench.folder, 'in')));
      if (received.size === 0) throw fail('media.empty');
      const picture = await this.make(received, bench);
      try {
        return await hang(picture);
      } catch (error) {
        // Where the answer to the commit is lost it may be done: then the file stays, and if nothing refers to it the sweeper finds it.
        if (error instanceof Problem) await this.bench.drop([picture.file]);
        throw error;
      }
    });
  }

  private async make({ size, path }: Received, bench: Bench): Promise<TakenPicture> {
    const signal = AbortSignal.timeout(LIMIT_MS);
    try {
      const scanStatus = await this.scan.look(path, signal);
      const made = await this.pictures.square(await identify(path, { signal }), bench.folder, { signal });
      const [file] = await bench.keep([{ ...made, role: 'content' }]);
      const { contentType, width, height } = made;
      return { media: { size, scanStatus, contentType, width, height }, file: file! };
    } catch (error) {
      throw asTold(error, signal);
    }
  }
}

interface Received {
  path: string;
  size: number;
}

/** As it came, for the time that it takes to make a picture of it. */
async function save({ content }: IncomingFile, path: string): Promise<Received> {
  const file = createWriteStream(path, { mode: 0o600 });
  await pipeline(content, file).catch((error: unknown) => {
    throw shortageIn(error) ? tooBusy(error) : error;
  });
  return { path, size: file.bytesWritten };
}

const tooBusy = (cause: unknown) => fail('server.busy', { retryAfter: 5, cause });

/** What the sender is told: of what is no fault of the file's, `asProblem` knows the rest. */
function asTold(error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted || shortageIn(error)) return tooBusy(error);
  if (error instanceof TryLater) return fail('media.scanner_unavailable', { retryAfter: 10, cause: error });
  const reason = reasonOf(error);
  return reason === undefined ? error : fail('media.unreadable', { reason, cause: error });
}
