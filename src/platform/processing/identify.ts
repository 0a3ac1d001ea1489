import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import type { Work } from './limits.js';
import { readTracks, type Container, type MediaTracks } from './media-thread.js';
import { Unprocessable } from './unprocessable.js';

/** A file and what it is by its own bytes; the classes of this folder take nothing else, so none of them believes a name. */
export interface Identified {
  readonly path: string;
  readonly kind: 'image' | 'audio' | 'video' | 'file';
  /**
   * Safe to send: an image's, a recording's or a film's own type; of other files a few well-known ones, `text/plain` for text of any kind
   * (HTML and SVG are text), else `application/octet-stream`.
   */
  readonly contentType: string;
  /** Without a dot; `undefined` when the bytes do not say. */
  readonly extension?: string;
  /** For `audio` and `video`, and for a `file` that begins as one and in which no track is to be found. */
  readonly container?: Container;
}

/** As much of a file as its type is read from. */
export const HEAD_BYTES = 65_536;
/** As much as may be read to find the tracks: an index at the end of a film of hours has some megabytes. */
const TRACKS_BYTES = 64 * 1024 * 1024;
const TRACKS_MS = 5_000;

/** What `Pictures` re-encodes. HEIC is not among them: sharp's own build has no decoder for it. */
const IMAGES: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/apng',
  'image/gif',
  'image/webp',
  'image/avif',
  'image/tiff',
]);

const CONTAINERS: Readonly<Record<string, Container>> = {
  'video/webm': 'matroska',
  'video/matroska': 'matroska',
  'video/mp4': 'mp4',
  'audio/mp4': 'mp4',
  'audio/x-m4a': 'mp4',
  'video/x-m4v': 'mp4',
  'video/quicktime': 'mp4',
  'video/3gpp': 'mp4',
  'audio/ogg': 'ogg',
  'video/ogg': 'ogg',
  'application/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/aac': 'aac',
};

/** With sound alone, and with pictures. A container that knows no pictures has none. */
const TYPES: Readonly<Record<Container, { audio: [string, string]; video?: [string, string] }>> = {
  matroska: { audio: ['audio/webm', 'webm'], video: ['video/webm', 'webm'] },
  mp4: { audio: ['audio/mp4', 'm4a'], video: ['video/mp4', 'mp4'] },
  ogg: { audio: ['audio/ogg', 'ogg'] },
  mp3: { audio: ['audio/mpeg', 'mp3'] },
  wav: { audio: ['audio/wav', 'wav'] },
  flac: { audio: ['audio/flac', 'flac'] },
  aac: { audio: ['audio/aac', 'aac'] },
};

/** What a container is called that is not the common one of its family. */
const OTHERS: Readonly<Record<string, [string, string]>> = {
  'video video/quicktime': ['video/quicktime', 'mov'],
  'video video/matroska': ['video/x-matroska', 'mkv'],
  'audio video/matroska': ['audio/x-matroska', 'mka'],
};

/** Files that keep their type: programs know what to do with them, and no browser runs them as a page. */
const FILES =
  /^application\/(pdf|zip|gzip|x-7z-compressed|epub\+zip|vnd\.(openxmlformats-officedocument|oasis\.opendocument)\.[\w.-]+)$/;

/** What the first bytes of a file say. Whether a recording has pictures only its tracks do, see `identify`. */
export interface Glimpse {
  readonly kind: 'image' | 'recording' | 'file';
  readonly contentType: string;
  readonly extension?: string;
  /** Of a recording. */
  readonly container?: Container;
}

/** What a file is by its first `HEAD_BYTES`: enough to take it in or to refuse it, and no promise that it is whole. */
export async function glimpse(head: Uint8Array): Promise<Glimpse> {
  const plain = () => ({
    kind: 'file' as const,
    contentType: isText(head) ? 'text/plain' : 'application/octet-stream',
  });
  const found = await fileTypeFromBuffer(head);
  if (!found) return plain();
  const { mime: contentType, ext: extension } = found;
  if (IMAGES.has(contentType)) return { kind: 'image', contentType, extension };
  const container = CONTAINERS[contentType.split(';')[0] ?? ''];
  if (container) return { kind: 'recording', contentType, extension, container };
  return FILES.test(contentType) ? { kind: 'file', contentType, extension } : plain();
}

/**
 * What a file is, by its first bytes and, for sound and films, its tracks; its name and what its sender says count for nothing. Reads bounded
 * parts, takes bounded time, and in doubt answers a plain `file`. Whether an image is one shows when `Pictures` re-encodes it.
 * @throws Unprocessable `empty`.
 */
export async function identify(path: string, { signal }: Pick<Work, 'signal'> = {}): Promise<Identified> {
  const head = await headOf(path);
  if (head.length === 0) throw new Unprocessable('empty');
  const { kind, contentType, extension, container } = await glimpse(head);
  if (kind !== 'recording') return { path, kind, contentType, extension };
  return recording(path, container!, contentType, signal);
}

/** file-type calls sound in WebM and MP4 "video", so the tracks decide. */
async function recording(path: string, container: Container, mime: string, signal?: AbortSignal): Promise<Identified> {
  const tracks = await tracksOf(path, container, signal);
  const [type, kind] = tracks?.video
    ? [TYPES[container].video, 'video' as const]
    : [tracks?.audio && TYPES[container].audio, 'audio' as const];
  if (!type) return { path, kind: 'file', contentType: 'application/octet-stream', container };
  const [contentType, extension] = OTHERS[`${kind} ${mime}`] ?? type;
  return { path, kind, contentType, extension, container };
}

async function tracksOf(path: string, container: Container, signal?: AbortSignal): Promise<MediaTracks | undefined> {
  try {
    return await readTracks({ path, container, readBytes: TRACKS_BYTES }, { signal, limitMs: TRACKS_MS });
  } catch (error) {
    if (error instanceof Unprocessable) return undefined; // then it is a file like any other
    throw error;
  }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** UTF-8 without control characters; a character that the end of the head cuts in two is forgiven. */
function isText(head: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    // oxlint-disable-next-line no-control-regex -- these are what text has none of
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    return false; // not UTF-8: that is the answer
  }
}
