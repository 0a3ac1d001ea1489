import { join } from 'node:path';
import type { FFmpeg } from './ffmpeg.js';
import type { Identified } from './identify.js';
import { LIMIT_MS, type Work } from './limits.js';
import { encodeVoice, readTracks, type Container } from './media-thread.js';
import { outputFile, type OutputFile } from './output-file.js';
import { CannotTranscode, Unprocessable } from './unprocessable.js';
import { PcmMeter, waveformOf, WINDOW_MS } from './waveform.js';

/** A recording as every browser plays it: AAC-LC in MP4, one channel, 48 kHz, its index in front. */
export interface VoiceNote extends OutputFile {
  durationMs: number;
  /** 128 whole numbers from 0 to 100. */
  waveform: number[];
}

export interface VoiceWork extends Work {
  /** A longer recording is refused, in milliseconds. An hour unless told otherwise, of which ffmpeg makes half the time that it may take. */
  maxMs?: number;
  /** How much of the recording is done, and how much there is, in milliseconds of its own time. */
  onProgress?: (doneMs: number, ofMs: number) => void;
}

interface Job extends Omit<VoiceWork, 'onProgress'> {
  onProgress: (doneMs: number) => void;
  path: string;
  container: Container;
  folder: string;
  maxMs: number;
  limitMs: number;
}

const SAMPLE_RATE = 48_000;
/** Bits per second: speech of one channel needs no more (AAC-LC). */
const BITRATE = 64_000;
/** For the waveform alone. */
const METER_RATE = 16_000;
const HOUR_MS = 3_600_000;
/** What WebAssembly decodes here. */
const DECODED_IN_THREAD = /^(opus|pcm-.*)$/;

/** Makes voice notes of recordings: with ffmpeg, or without it in WebAssembly, which decodes Opus and PCM. */
export class Voice {
  constructor(private readonly ffmpeg: FFmpeg | undefined) {}

  /**
   * Writes `voice.m4a` into `folder`.
   * @throws CannotTranscode when it takes ffmpeg and there is none.
   * @throws Unprocessable `unsupported` when it is no recording, `broken` (also cut off), `empty`, `too_long` or `timed_out`; the signal's reason when aborted.
   */
  async transcode({ path, kind, container }: Identified, folder: string, work: VoiceWork = {}): Promise<VoiceNote> {
    if (!container || (kind !== 'audio' && kind !== 'file')) throw new Unprocessable('unsupported');
    if (kind === 'file') throw new Unprocessable('broken');
    const startedAt = Date.now();
    const { maxMs = HOUR_MS, limitMs = LIMIT_MS } = work;
    const task = { path, container, measure: true, whole: true };
    const { audio, durationMs } = await readTracks(task, { signal: work.signal, limitMs });
    if (!audio) throw new Unprocessable('broken');
    if (durationMs > maxMs) throw new Unprocessable('too_long');
    const codec = audio.codec ?? undefined;
    if (!this.ffmpeg && !DECODED_IN_THREAD.test(codec ?? '')) throw new CannotTranscode(codec, durationMs);
    const onProgress = (doneMs: number): void => work.onProgress?.(doneMs, durationMs);
    const job = { ...work, onProgress, path, container, folder, maxMs, limitMs: limitMs - (Date.now() - startedAt) };
    let sound = { durationMs: 0, peaks: [] as readonly number[] };
    const file = await outputFile(folder, 'voice', ['audio/mp4', 'm4a'], async (name) => {
      sound = await (this.ffmpeg ? withFFmpeg(this.ffmpeg, job, name) : inThread(job, name));
    });
    return { ...file, durationMs: sound.durationMs, waveform: waveformOf(sound.peaks) };
  }
}

/** One decoding, two outputs: the file, and plain samples for the waveform and the length. */
async function withFFmpeg(ffmpeg: FFmpeg, job: Job, name: string) {
  const { path, container, folder, maxMs, limitMs, signal, onProgress } = job;
  const meter = new PcmMeter(METER_RATE);
  const onlySound = ['-map', '0:a:0', '-vn', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1', '-ac', '1'];
  const longest = ['-t', String(maxMs / 1000 + 1)]; // a second more, so that it shows
  const largest = ['-fs', String(Math.ceil((maxMs / 8000) * BITRATE * 1.5) + 1_000_000)];
  const aac = [
    '-c:a',
    'aac',
    '-aac_coder',
    'fast',
    '-b:a',
    String(BITRATE),
    '-ar',
    String(SAMPLE_RATE),
    '-threads',
    '1',
  ];
  const pcm = ['-c:a', 'pcm_s16le', '-ar', String(METER_RATE), '-f', 's16le', 'pipe:1'];
  await ffmpeg.run({
    signal,
    limitMs,
    folder,
    input: { path, container },
    outputs: [
      ...onlySound,
      ...aac,
      ...longest,
      ...largest,
      '-movflags',
      '+faststart',
      '-f',
      'mp4',
      `file:${name}`,
    ].concat(onlySound, longest, pcm),
    onOutput: (bytes) => {
      meter.add(bytes);
      if (meter.durationMs > maxMs) throw new Unprocessable('too_long');
      onProgress(meter.durationMs);
    },
  });
  if (meter.durationMs === 0) throw new Unprocessable('empty');
  return { durationMs: meter.durationMs, peaks: meter.finish() };
}

async function inThread(job: Job, name: string) {
  const { path, container, folder, maxMs, limitMs, signal, onProgress } = job;
  const encode = { out: join(folder, name), sampleRate: SAMPLE_RATE, bitrate: BITRATE, maxMs, windowMs: WINDOW_MS };
  const encoded = await encodeVoice({ path, container, encode }, { signal, limitMs, onProgress });
  if (encoded.failed !== undefined) throw new Unprocessable(encoded.failed);
  return encoded;
}
