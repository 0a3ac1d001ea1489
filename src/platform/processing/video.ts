import type { FFmpeg } from './ffmpeg.js';
import type { Identified } from './identify.js';
import { LIMIT_MS, type Work } from './limits.js';
import { readTracks } from './media-thread.js';
import { outputBytes } from './output-file.js';
import type { PictureFile } from './pictures.js';
import { readPicture } from './pictures.reader.js';
import { Unprocessable } from './unprocessable.js';

/** What is known of a film, which is left as it is. */
interface Film {
  durationMs: number;
  /** In pixels as it is seen: turned, and with square pixels. */
  width: number;
  height: number;
  /** A frame from near the beginning; `undefined` without ffmpeg, and when ffmpeg cannot decode the film. */
  poster: PictureFile | undefined;
}

/** Trust: no more pixels than a picture. */
const MAX_PIXELS = 40_000_000;
const POSTER_SIDE = 1280;
/** A frame of 1280 × 1280 in PNG has 5 MB at most. */
const FRAME_BYTES = 16_000_000;
/** What a film shows at first is often black. */
const POSTER_MS = 1000;

/** Looks into films. */
export class Video {
  constructor(private readonly ffmpeg: FFmpeg | undefined) {}

  /**
   * Tells length and size, and writes `poster.webp` into `folder` where there is ffmpeg.
   * @throws Unprocessable `unsupported` when it is no film, `too_large`, `broken` or `timed_out`; the signal's reason when aborted.
   */
  async inspect(file: Identified, folder: string, { signal, limitMs = LIMIT_MS }: Work = {}) {
    const { path, kind, container } = file;
    if (!container || (kind !== 'video' && kind !== 'file')) throw new Unprocessable('unsupported');
    if (kind === 'file') throw new Unprocessable('broken');
    const startedAt = Date.now();
    const { video, durationMs } = await readTracks({ path, container, measure: true }, { signal, limitMs });
    if (!video || !(video.width > 0 && video.height > 0)) throw new Unprocessable('broken');
    if (video.width * video.height > MAX_PIXELS) throw new Unprocessable('too_large');
    const { width, height } = video;
    const left = () => limitMs - (Date.now() - startedAt);
    const frame =
      (durationMs > 2 * POSTER_MS && (await this.frame(file, POSTER_MS, folder, left(), signal))) ||
      (await this.frame(file, 0, folder, left(), signal));
    const film: Film = { durationMs, width, height, poster: frame && (await poster(frame, folder)) };
    return film;
  }

  /** A frame in PNG; `undefined` when there is none to be had. */
  private async frame(
    { path, container }: Identified,
    atMs: number,
    folder: string,
    limitMs: number,
    signal?: AbortSignal,
  ) {
    if (!this.ffmpeg || !container) return undefined;
    const pieces: Buffer[] = [];
    let bytes = 0;
    const fit = `scale=w='min(${POSTER_SIDE},iw)':h='min(${POSTER_SIDE},ih)':force_original_aspect_ratio=decrease`;
    try {
      await this.ffmpeg.run({
        signal,
        limitMs,
        folder,
        input: { path, container, options: ['-max_pixels', String(MAX_PIXELS), '-ss', String(atMs / 1000)] },
        outputs: ['-map', '0:v:0', '-an', '-sn', '-dn', '-map_metadata', '-1', '-frames:v', '1', '-vf', fit].concat([
          '-threads',
          '1',
          '-c:v',
          'png',
          '-f',
          'image2pipe',
          'pipe:1',
        ]),
        onOutput: (piece) => {
          bytes += piece.length;
          if (bytes > FRAME_BYTES) throw new Unprocessable('too_large');
          pieces.push(piece);
        },
      });
    } catch (error) {
      if (error instanceof Unprocessable && error.reason === 'broken') return undefined; // a film without a poster is still one
      throw error;
    }
    return bytes > 0 ? Buffer.concat(pieces) : undefined;
  }
}

async function poster(frame: Buffer, folder: string): Promise<PictureFile> {
  const image = readPicture(frame, { limitInputPixels: POSTER_SIDE * POSTER_SIDE }).webp({ quality: 80 });
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  const file = await outputBytes(folder, 'poster', ['image/webp', 'webp'], data);
  return { ...file, width: info.width, height: info.height };
}
