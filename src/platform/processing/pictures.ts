import { open } from 'node:fs/promises';
import type { Metadata, Sharp } from 'sharp';
import { Turns } from '../turns/turns.js';
import type { Identified } from './identify.js';
import type { Work } from './limits.js';
import { outputBytes, type OutputFile } from './output-file.js';
import { readPicture } from './pictures.reader.js';
import { faultIn, shortageIn } from './shortage.js';
import { Unprocessable } from './unprocessable.js';

/** A picture that was made, in pixels as it is seen. */
export interface PictureFile extends OutputFile {
  width: number;
  height: number;
}

/** One picture, decoded and written anew, in sRGB, upright and without any metadata. */
export interface Picture {
  /** At full size. JPEG stays JPEG, PNG stays PNG, what moves becomes a WebP that moves, others become WebP or JPEG. */
  content: PictureFile;
  /** WebP within 1280 pixels, moving when the picture does; never enlarged. */
  large: PictureFile;
  /** WebP within 360 pixels, still: for lists, and for whoever wants nothing to move. Never enlarged. */
  small: PictureFile;
  /** A `data:` address of a blurred WebP of a few pixels, at most 500 characters, to be stretched until the picture is there. */
  placeholder: string;
  animated: boolean;
}

/** Trust: more is refused before anything is decoded. */
const MAX_PIXELS = 40_000_000;
/** All frames of an animation together. They pass through memory one after another, so this bounds the time: about 15 s. */
const MAX_FRAME_PIXELS = 100_000_000;
/** A WebP can be no wider or higher. */
const MAX_WEBP_SIDE = 16_383;
const LARGE = 1280;
const SMALL = 360;
const PLACEHOLDER_LENGTH = 500;
/** Waiting and work together fit into the minute that a job has, with time for its file to come and go. */
const TURN_MS = 10_000;
const WORK_MS = 40_000;

interface Source {
  path: string;
  format: string;
  width: number;
  height: number;
  animated: boolean;
  hasAlpha: boolean;
  /** By the clock of Date.now(). */
  until: number;
  signal: AbortSignal | undefined;
}

type Type = [contentType: string, extension: string];
const WEBP: Type = ['image/webp', 'webp'];
const JPEG: Type = ['image/jpeg', 'jpg'];
const PNG: Type = ['image/png', 'png'];

/** Makes pictures of what people send. One at a time: each may take some hundred megabytes. An abort counts between two steps, of seconds at most. */
export class Pictures {
  /** @param turns Whoever waits for one does so on no time of their file's: the limit of the work begins with the turn. */
  constructor(private readonly turns = new Turns({ atOnce: 1, patienceMs: TURN_MS })) {}

  /**
   * Writes `content`, `large.webp` and `small.webp` into `folder`.
   * @throws Unprocessable `too_large`, `broken`, `unsupported` or `timed_out`; NoTurn; Shortage; the signal's reason when aborted.
   */
  process(file: Identified, folder: string, work: Work = {}): Promise<Picture> {
    return this.turns.take(async () => {
      const source = await examine(file, work);
      const type = contentType(source);
      const content = await write(source, folder, 'content', type, (image) => image);
      const large = await write(source, folder, 'large', WEBP, (image) => within(image, LARGE));
      const still = { ...source, animated: false };
      const small = await write(still, folder, 'small', WEBP, (image) => within(image, SMALL));
      return { content, large, small, placeholder: await placeholder(still), animated: source.animated };
    }, work.signal);
  }

  /**
   * Writes `square.webp`: the middle of the picture, still, `side` pixels each way.
   * @throws Unprocessable as `process` does; the signal's reason when aborted.
   */
  square(
    file: Identified,
    folder: string,
    { side = 256, ...work }: Work & { side?: number } = {},
  ): Promise<PictureFile> {
    return this.turns.take(async () => {
      const source = { ...(await examine(file, work)), animated: false };
      return write(source, folder, 'square', WEBP, (image) => image.resize(side, side, { fit: 'cover' }));
    }, work.signal);
  }
}

/** Reads the header and nothing else. */
async function examine({ path, kind }: Identified, { signal, limitMs = WORK_MS }: Work): Promise<Source> {
  signal?.throwIfAborted();
  if (kind !== 'image') throw new Unprocessable('unsupported');
  let found: Metadata;
  try {
    found = await readPicture(path, { limitInputPixels: false }).metadata();
  } catch (error) {
    throw await faultOf(path, error);
  }
  const { width, height, format, pages = 1, hasAlpha } = found;
  const animated = pages > 1 && (format === 'gif' || format === 'webp');
  const tooWide = animated && Math.max(width, height) > MAX_WEBP_SIDE;
  if (width * height > MAX_PIXELS || tooWide || (animated && width * height * pages > MAX_FRAME_PIXELS))
    throw new Unprocessable('too_large');
  return { path, format, width, height, animated, hasAlpha, until: Date.now() + limitMs, signal };
}

function contentType({ format, animated, hasAlpha, width, height }: Source): Type {
  if (format === 'jpeg') return JPEG;
  if (animated) return WEBP;
  if (format === 'png') return PNG;
  if (Math.max(width, height) > MAX_WEBP_SIDE) return hasAlpha ? PNG : JPEG;
  return format === 'webp' || hasAlpha ? WEBP : JPEG;
}

async function write(
  source: Source,
  folder: string,
  base: string,
  type: Type,
  change: (image: Sharp) => Sharp,
): Promise<PictureFile> {
  const { data, width, height } = await decoded(source, (image) => encoded(change(image), type, source.animated));
  return { ...(await outputBytes(folder, base, type, data)), width, height };
}

async function decoded({ path, animated, until, signal }: Source, change: (image: Sharp) => Sharp) {
  signal?.throwIfAborted();
  const seconds = Math.ceil((until - Date.now()) / 1000);
  if (seconds <= 0) throw new Unprocessable('timed_out');
  const image = readPicture(path, { animated, limitInputPixels: MAX_FRAME_PIXELS });
  try {
    const upright = animated ? image : image.autoOrient();
    const { data, info } = await change(upright).timeout({ seconds }).toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.pageHeight ?? info.height };
  } catch (error) {
    const timedOut = /timeout/i.test((error as Error).message);
    throw timedOut ? new Unprocessable('timed_out', { cause: error }) : await faultOf(path, error);
  } finally {
    signal?.throwIfAborted();
  }
}

/** libvips says of a file that it could not open that it is of no known kind: whoever opens it once more hears why. */
async function faultOf(path: string, error: unknown): Promise<Error> {
  const unopened = await open(path).then((file) => file.close(), shortageIn);
  return unopened ?? faultIn(error);
}

/** Qualities at which people see no difference. Without `keepMetadata` sharp writes none, and it turns colours into sRGB. */
function encoded(image: Sharp, type: Type, animated: boolean): Sharp {
  if (type === JPEG) return image.flatten({ background: 'white' }).jpeg({ quality: 85 });
  if (type === PNG) return image.png();
  return image.webp({ quality: 80, effort: animated ? 2 : 4 });
}

function within(image: Sharp, side: number): Sharp {
  return image.resize(side, side, { fit: 'inside', withoutEnlargement: true });
}

async function placeholder(source: Source): Promise<string> {
  for (const side of [24, 16, 8]) {
    const { data } = await decoded(source, (image) =>
      within(image, side).blur(1).webp({ quality: 20, alphaQuality: 20 }),
    );
    const address = `data:image/webp;base64,${data.toString('base64')}`;
    if (address.length <= PLACEHOLDER_LENGTH) return address;
  }
  throw new Error('A WebP of 8 × 8 pixels has more than 350 bytes.');
}
