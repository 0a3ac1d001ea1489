import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import type { Answer, Person } from './people.js';

const run = promisify(execFile);

/** What can be said of an upload besides the file. */
export interface UploadOptions {
  name?: string;
  /** What its sender says that it is, which nobody believes. */
  type?: string;
  kind?: 'voice' | 'file';
  waveform?: string;
}

/** Uploads these bytes as a browser does. */
export function upload(who: Person, bytes: Uint8Array, options: UploadOptions = {}): Promise<Answer> {
  const { kind, waveform } = options;
  const query = new URLSearchParams({ ...(kind && { kind }), ...(waveform && { waveform }) });
  return who.rest('POST', `/media?${query}`, formWith(bytes, options));
}

/** A form with this file, as every route takes it that takes files. */
export function formWith(
  bytes: Uint8Array,
  { name = 'file.bin', type = 'application/octet-stream' }: UploadOptions = {},
): FormData {
  const form = new FormData();
  form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), name);
  return form;
}

/** The smallest of all pictures: a PNG of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Uploads and waits until it is ready or has failed. Answers how it ended. */
export async function uploaded(who: Person, bytes: Uint8Array, options?: UploadOptions): Promise<any> {
  const answer = await upload(who, bytes, options);
  if (!answer.ok) throw new Error(`The upload was refused: ${JSON.stringify(answer.error)}`);
  return settled(who, answer.data.id);
}

/** Waits until an upload is ready or has failed. */
export async function settled(who: Person, mediaId: string, ms = 60_000): Promise<any> {
  for (const end = Date.now() + ms; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const { data, error } = await who.rest('GET', `/media/${mediaId}`);
    if (!data) throw new Error(`The upload is gone: ${JSON.stringify(error)}`);
    if (data.state !== 'processing') return data;
    if (Date.now() > end) throw new Error(`The upload ${mediaId} is not ready after ${ms} ms.`);
  }
}

/** Reads a file by token, or by an address that was signed. */
export function read(who: Person, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${who.url}/api/v1${path}`, { headers: { authorization: `Bearer ${who.accessToken}`, ...headers } });
}

/** The bytes of an upload's content. */
export async function contentOf(who: Person, mediaId: string): Promise<Buffer> {
  const response = await read(who, `/media/${mediaId}/content`);
  if (!response.ok) throw new Error(`No content: ${await response.text()}`);
  return Buffer.from(await response.arrayBuffer());
}

/** A JPEG with a place where it was taken, lying on its side: `width` × `height` once it is upright, red at the top and blue at the bottom. */
export async function photo(width = 800, height = 600): Promise<Buffer> {
  const half = { create: { width, height: Math.round(height / 2), channels: 3 as const, background: '#0000ff' } };
  const upright = sharp({ create: { width, height, channels: 3, background: '#ff0000' } }).composite([
    { input: await sharp(half).png().toBuffer(), gravity: 'south' },
  ]);
  const lying = await sharp(await upright.png().toBuffer())
    .rotate(-90)
    .toBuffer();
  return sharp(lying)
    .jpeg({ quality: 95 })
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Make: 'Parley' }, IFD3: { GPSLatitude: '52/1 30/1 0/1', GPSLatitudeRef: 'N' } })
    .toBuffer();
}

/** A picture that moves: so many frames, each of another colour. */
export async function animation(frames = 4, format: 'gif' | 'webp' = 'gif'): Promise<Buffer> {
  const colours = Array.from({ length: frames }, (_, n) => ({ r: (n * 60) % 256, g: 40, b: 200 - ((n * 30) % 200) }));
  const pages = await Promise.all(
    colours.map((background) =>
      sharp({ create: { width: 64, height: 48, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  const joined = sharp(pages, { join: { animated: true } });
  return format === 'gif' ? joined.gif({ delay: 100 }).toBuffer() : joined.webp({ delay: 100 }).toBuffer();
}

/** A recording as a browser makes it: a tone of 440 Hz, `seconds` long. Needs ffmpeg, which only the tests do. */
export async function recording(seconds: number, format: 'webm' | 'mp4' = 'webm'): Promise<Buffer> {
  const codec = format === 'webm' ? ['-c:a', 'libopus', '-b:a', '48k'] : ['-c:a', 'aac'];
  return withFFmpeg(`note.${format}`, [
    ...['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${seconds}`, '-ac', '1'],
    ...codec,
  ]);
}

/** A film of a second or so, with sound. */
export function film(seconds = 1): Promise<Buffer> {
  return withFFmpeg('film.mp4', [
    ...['-f', 'lavfi', '-i', `testsrc=size=320x180:rate=15:duration=${seconds}`],
    ...['-f', 'lavfi', '-i', `sine=duration=${seconds}`, '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'],
  ]);
}

/** Runs ffmpeg with these arguments and answers the file that it makes. */
async function withFFmpeg(name: string, args: string[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-ffmpeg-'));
  try {
    const path = join(folder, name);
    await run('ffmpeg', ['-loglevel', 'error', ...args, path]);
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
