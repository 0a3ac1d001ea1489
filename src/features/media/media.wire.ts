import { ApiProperty } from '@nestjs/swagger';
import {
  mediaKinds,
  mediaReasons,
  mediaStates,
  scanStatuses,
  type FailureReason,
  type MediaKind,
  type MediaState,
  type ScanStatus,
} from './media-kinds.js';
import type { MediaEntity } from './media.entity.js';

/** A file, a picture or a voice note that somebody uploaded. Its content is for those who may read the message that it hangs on. */
export class Media {
  id: string;
  /** Id of who uploaded it. */
  ownerId: string;
  /** The message that it hangs on; null for none yet. */
  @ApiProperty({ type: String, nullable: true })
  messageId: string | null;
  /** By what is in it, whatever its name says. `file` is everything that is not shown in place. */
  @ApiProperty({ enum: mediaKinds, enumName: 'MediaKind' })
  kind: MediaKind;
  /** `processing` until it can be opened; `failed` for good, with the reason. */
  @ApiProperty({ enum: mediaStates, enumName: 'MediaState' })
  state: MediaState;
  @ApiProperty({ enum: mediaReasons, enumName: 'MediaFailureReason', nullable: true })
  reason: FailureReason | null;
  /** What the malware scanner said; `not_scanned` where none is set up. */
  @ApiProperty({ enum: scanStatuses, enumName: 'ScanStatus' })
  scanStatus: ScanStatus;
  /** @example "holiday.jpg" */
  name: string;
  /** Of what is handed out. @example "image/jpeg" */
  contentType: string;
  /** Bytes that were uploaded. */
  size: number;
  /** Pixels, as it is to be shown; of pictures and videos. */
  @ApiProperty({ type: Number, nullable: true })
  width: number | null;
  @ApiProperty({ type: Number, nullable: true })
  height: number | null;
  @ApiProperty({ type: Number, nullable: true })
  durationMs: number | null;
  /** Of voice notes: 64 to 256 peaks from 0 to 100, evenly spread over the time. */
  @ApiProperty({ type: [Number], nullable: true })
  waveform: number[] | null;
  /** A tiny blurred picture as a data URI, to be shown until the real one is there. */
  @ApiProperty({ type: String, nullable: true })
  placeholder: string | null;
  /** RFC 3339, UTC, milliseconds. */
  createdAt: string;
  /** Grows with every change: of two copies the higher is the newer. */
  version: number;
}

/** How far the processing of an upload is. Told to those who will see it, and not stored. */
export class MediaProgress {
  mediaId: string;
  /** 0 to 100. */
  percent: number;
}

/** Where something uploaded can be read without a token, by whoever this session belongs to and as long as they may. */
export class MediaLink {
  mediaId: string;
  /** Begins at the server's root. */
  content: string;
  /** Takes `size=small` (360 pixels) or `size=large` (1280, the default) besides; answers 404 where there is no picture of it. */
  thumbnail: string;
  /** When these end, RFC 3339. */
  expiresAt: string;
}

export class MediaLinks {
  @ApiProperty({ type: () => [MediaLink] })
  items: MediaLink[];
}

export function toMedia(media: MediaEntity): Media {
  const { id, ownerId, messageId, kind, state, reason, scanStatus, name, contentType, size } = media;
  const { width, height, durationMs, waveform, placeholder, createdAt, version } = media;
  return {
    ...{ id, ownerId, messageId, kind, state, reason, scanStatus, name, contentType, size, width, height, durationMs },
    waveform: waveform === null ? null : (JSON.parse(waveform) as number[]),
    ...{ placeholder, createdAt: createdAt.toISOString(), version },
  };
}
