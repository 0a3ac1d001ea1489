import { integer, words } from './parsers.js';

const MEGABYTE = 1024 * 1024;

/** What people may upload. */
export interface MediaSettings {
  /** Bytes of one file. */
  readonly maxBytes: number;
  /** Bytes of all files of one person; 0 for no end. */
  readonly quotaBytes: number;
  readonly kinds: readonly string[];
  /** How long one upload may take. */
  readonly uploadMs: number;
  /** How long its sender may be silent meanwhile. */
  readonly silenceMs: number;
  /** How long something waits to be sent. */
  readonly keepHours: number;
}

/** What people may upload, and for how long what nobody sent is kept. */
export const mediaSpecs = {
  MEDIA_MAX_MB: integer(
    { min: 1, max: 2000 },
    { default: 100, desc: 'The largest file that may be uploaded, in megabytes of 1,048,576 bytes.' },
  ),
  MEDIA_QUOTA_MB: integer(
    { min: 0, max: 100_000_000 },
    {
      default: 5120,
      desc: 'How much one person’s uploads may take, in the same megabytes. 0: as much as there is room for.',
    },
  ),
  MEDIA_KINDS: words(['image', 'voice', 'audio', 'video', 'file'], {
    default: ['image', 'voice', 'audio', 'video', 'file'],
    desc: 'The kinds of file that may be uploaded, by what is in them and not by their names. `file` is whatever is none of the others.',
    example: 'image,voice',
  }),
  MEDIA_UPLOAD_MINUTES: integer(
    { min: 1, max: 720 },
    {
      default: 30,
      desc: 'How long one upload may take, in minutes: 100 MB in half an hour take half a megabit per second. Files that belong to nothing are cleared away when they are five minutes older than this.',
    },
  ),
  MEDIA_SILENCE_SECONDS: integer(
    { min: 1, max: 600 },
    { default: 60, desc: 'How long whoever uploads may be silent, in seconds, before it counts as broken off.' },
  ),
  MEDIA_KEEP_HOURS: integer(
    { min: 1, max: 8760 },
    { default: 24, desc: 'How many hours something uploaded waits to be sent, before it is removed.' },
  ),
} as const;

/** What was given, in bytes, milliseconds and hours. */
export function mediaSettings(given: {
  MEDIA_MAX_MB: number;
  MEDIA_QUOTA_MB: number;
  MEDIA_KINDS: readonly string[];
  MEDIA_UPLOAD_MINUTES: number;
  MEDIA_SILENCE_SECONDS: number;
  MEDIA_KEEP_HOURS: number;
}): MediaSettings {
  return {
    maxBytes: given.MEDIA_MAX_MB * MEGABYTE,
    quotaBytes: given.MEDIA_QUOTA_MB * MEGABYTE,
    kinds: given.MEDIA_KINDS,
    uploadMs: given.MEDIA_UPLOAD_MINUTES * 60_000,
    silenceMs: given.MEDIA_SILENCE_SECONDS * 1_000,
    keepHours: given.MEDIA_KEEP_HOURS,
  };
}
