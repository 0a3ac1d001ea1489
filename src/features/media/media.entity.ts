import { Entity, ForeignKey, Index } from 'typeorm';
import { KeyColumn, NumberColumn, RefColumn, TextColumn, TimeColumn } from '../../platform/database/columns.js';
import type { FailureReason, MediaKind, MediaState, ScanStatus } from './media-kinds.js';

/** What an upload is for. Pictures of people and teams are ready at once and hang on their subject. */
export type MediaPurpose = 'message' | 'user' | 'team';

/** Something that somebody uploaded. What lies in storage for it stands in `media_files`. */
@Entity('media')
@Index('ix_media_messageId_createdAt', ['messageId', 'createdAt'])
@Index('ix_media_rootId', ['rootId', 'messageId', 'place'])
@Index('ix_media_ownerId', ['ownerId', 'removedAt'])
@Index('ix_media_state', ['state', 'createdAt'])
@Index('ix_media_removedAt', ['removedAt'])
export class MediaEntity {
  @KeyColumn()
  id: string;

  /** Who uploaded it, and whose room it takes. */
  @RefColumn()
  ownerId: string;

  @TextColumn(16)
  purpose: MediaPurpose;

  /** Whose picture it is; null for what is for a message. */
  @RefColumn({ nullable: true })
  subjectId: string | null;

  /** What it hangs on; null for nothing yet, and for pictures of people and teams. */
  @ForeignKey('messages', { name: 'fk_media_messageId', onDelete: 'SET NULL', onUpdate: 'CASCADE' })
  @RefColumn({ nullable: true })
  messageId: string | null;

  /** The channel that it was sent in, or that the thread hangs under where it was; null for nowhere yet. */
  @RefColumn({ nullable: true })
  rootId: string | null;

  /** Its place among what hangs on the message, from 0. */
  @NumberColumn({ default: 0 })
  place: number;

  @TextColumn(16)
  kind: MediaKind;

  @TextColumn(16)
  state: MediaState;

  /** Why it failed. */
  @TextColumn(32, { nullable: true })
  reason: FailureReason | null;

  @TextColumn(16)
  scanStatus: ScanStatus;

  /** As its sender called it, made harmless. For showing alone. */
  @TextColumn(200)
  name: string;

  @TextColumn(127)
  contentType: string;

  /** Bytes that were uploaded. */
  @NumberColumn()
  size: number;

  @NumberColumn({ nullable: true })
  width: number | null;

  @NumberColumn({ nullable: true })
  height: number | null;

  @NumberColumn({ nullable: true })
  durationMs: number | null;

  /** 64 to 256 peaks from 0 to 100, as JSON. */
  @TextColumn(1100, { nullable: true })
  waveform: string | null;

  /** A tiny picture as a data URI. */
  @TextColumn(1000, { nullable: true })
  placeholder: string | null;

  /** Of the job that makes it ready, so that what nobody works on any more is found. */
  @RefColumn({ nullable: true })
  jobId: string | null;

  @TimeColumn()
  createdAt: Date;

  /** Since when it is gone for everybody; a job then removes what lies in storage, and the row. */
  @TimeColumn({ nullable: true })
  removedAt: Date | null;

  @NumberColumn()
  version: number;
}

/** What a file is of what was uploaded: as it came, as it is handed out, or a picture of it. */
export type FileRole = 'original' | 'content' | 'small' | 'large';

/** A file in storage. What lies there without a row here belongs to nobody. */
@Entity('media_files')
@Index('uq_media_files_mediaId_role', ['mediaId', 'role'], { unique: true })
export class MediaFileEntity {
  /** Its key in storage: random, so that it tells nothing and cannot be guessed. */
  @KeyColumn()
  id: string;

  @ForeignKey('media', { name: 'fk_media_files_mediaId', onDelete: 'CASCADE', onUpdate: 'CASCADE' })
  @RefColumn()
  mediaId: string;

  @TextColumn(16)
  role: FileRole;

  @TextColumn(127)
  contentType: string;

  /** Bytes. */
  @NumberColumn()
  size: number;
}
