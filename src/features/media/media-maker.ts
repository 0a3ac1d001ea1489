import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { identify, type Identified } from '../../platform/processing/identify.js';
import { Pictures } from '../../platform/processing/pictures.js';
import { CannotTranscode, Unprocessable } from '../../platform/processing/unprocessable.js';
import { Video } from '../../platform/processing/video.js';
import { Voice } from '../../platform/processing/voice.js';
import type { MadeFile } from './media-bench.js';
import type { Findings } from './media-outcome.js';
import type { MediaEntity } from './media.entity.js';
import type { MediaKind } from './media-kinds.js';

/** What became of an upload. */
export interface Made {
  findings: Findings;
  files: MadeFile[];
  /** Whether what was uploaded is handed out as it is. */
  keepsOriginal: boolean;
}

/** Work on one upload: its file, a folder to work in, and when to stop. */
export interface MakerWork {
  path: string;
  folder: string;
  signal: AbortSignal;
  /** 0 to 100. */
  onProgress: (percent: number) => void;
}

/** It is a kind that is not taken here, which showed only now. */
export class KindRefused extends Error {}

/** Makes of an upload what is handed out: by what is in it, whatever it is called. */
@Injectable()
export class MediaMaker {
  constructor(
    private readonly config: Config,
    private readonly pictures: Pictures,
    private readonly voice: Voice,
    private readonly video: Video,
  ) {}

  /** @throws Unprocessable, KindRefused, and the signal's reason. */
  async make(media: Pick<MediaEntity, 'kind' | 'waveform' | 'size'>, work: MakerWork): Promise<Made> {
    if (media.kind === 'file') return asItIs({});
    const file = await identify(work.path, work);
    if (media.kind === 'voice') return this.makeVoice(file, media.waveform, work);
    this.requireTaken(file.kind);
    const { kind, contentType } = file;
    if (kind === 'image') return this.makePicture(file, work);
    if (kind === 'video') return this.makeVideo(file, work);
    return asItIs({ kind, contentType });
  }

  private async makePicture(file: Identified, { folder, signal }: MakerWork): Promise<Made> {
    const { content, large, small, placeholder } = await this.pictures.process(file, folder, { signal });
    const { width, height, contentType } = content;
    const files: MadeFile[] = [
      { ...content, role: 'content' },
      { ...large, role: 'large' },
      { ...small, role: 'small' },
    ];
    return { findings: { kind: 'image', contentType, width, height, placeholder }, files, keepsOriginal: false };
  }

  private async makeVoice(file: Identified, drawn: string | null, work: MakerWork): Promise<Made> {
    const { folder, signal, onProgress } = work;
    try {
      const note = await this.voice.transcode(file, folder, {
        signal,
        onProgress: (doneMs, ofMs) => onProgress(Math.min(99, Math.floor((doneMs / Math.max(ofMs, 1)) * 100))),
      });
      const { contentType, durationMs } = note;
      const findings = { kind: 'voice' as const, contentType, durationMs, waveform: JSON.stringify(note.waveform) };
      return { findings, files: [{ ...note, role: 'content' }], keepsOriginal: false };
    } catch (error) {
      // Without ffmpeg some sound cannot be decoded here. The browser that recorded it plays it, and has drawn it.
      if (!(error instanceof CannotTranscode)) throw error;
      const { durationMs } = error;
      return asItIs({ kind: 'voice', contentType: file.contentType, durationMs, waveform: drawn });
    }
  }

  /** A film that cannot be read is a file like any other. */
  private async makeVideo(file: Identified, { folder, signal }: MakerWork): Promise<Made> {
    try {
      const { durationMs, width, height, poster } = await this.video.inspect(file, folder, { signal });
      const findings = { kind: 'video' as const, contentType: file.contentType, durationMs, width, height };
      return { findings, files: poster ? [{ ...poster, role: 'large' }] : [], keepsOriginal: true };
    } catch (error) {
      if (!(error instanceof Unprocessable)) throw error;
      this.requireTaken('file');
      return asItIs({ kind: 'file', contentType: 'application/octet-stream' });
    }
  }

  private requireTaken(kind: MediaKind): void {
    if (!this.config.media.kinds.includes(kind)) throw new KindRefused();
  }
}

const asItIs = (findings: Findings): Made => ({ findings, files: [], keepsOriginal: true });
