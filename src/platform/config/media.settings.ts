import { integer, words } from './parsers.js';

const MEGABYTE = 1024 * 1024;

/** What people may upload. */
export interface MediaSettings {
  /** Bytes of one file. */
  readonly maxBytes: number;
  /** Bytes of all files of one person; 0 for no end. */
  readonly quotaBytes: number;
  readonly kinds: readonly string[];
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
  MEDIA_KEEP_HOURS: integer(
    { min: 1, max: 8760 },
    { default: 24, desc: 'How many hours something uploaded waits to be sent, before it is removed.' },
  ),
} as const;

/** What was given, in bytes and hours. */
export function mediaSettings(given: {
  MEDIA_MAX_MB: number;
  MEDIA_QUOTA_MB: number;
  MEDIA_KINDS: readonly string[];
  MEDIA_KEEP_HOURS: number;
}): MediaSettings {
  return {
    maxBytes: given.MEDIA_MAX_MB * MEGABYTE,
    quotaBytes: given.MEDIA_QUOTA_MB * MEGABYTE,
    kinds: given.MEDIA_KINDS,
    keepHours: given.MEDIA_KEEP_HOURS,
  };
}
