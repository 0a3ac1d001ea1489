import { recordingFormat } from './can-record.js';
import type { Note } from './trays.js';

/** Milliseconds between two looks at how loud it is. */
const LOOK = 50;
/** How many peaks a voice note is drawn with. */
const PEAKS = 128;

interface Look {
  /** Milliseconds since the beginning. */
  at: number;
  /** 0 to 1. */
  peak: number;
}

/** A voice note while it is made. */
export class Recording {
  private readonly looks: Look[] = [];
  private readonly parts: Blob[] = [];
  private readonly looking: ReturnType<typeof setInterval>;
  private readonly startedAt = performance.now();

  private constructor(
    private readonly stream: MediaStream,
    private readonly recorder: MediaRecorder,
    private readonly context: AudioContext,
  ) {
    const analyser = new AnalyserNode(context, { fftSize: 4096 }); // 85 ms of sound, so that nothing falls between two looks
    context.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.looking = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
      this.looks.push({ at: this.ms, peak: Math.min(peak, 1) });
    }, LOOK);
    recorder.addEventListener('dataavailable', ({ data }) => this.parts.push(data));
  }

  /** Asks for the microphone and begins. @throws DOMException `NotAllowedError`, `NotFoundError` … as browsers do. */
  static async begin(): Promise<Recording> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    try {
      const recorder = new MediaRecorder(stream, { mimeType: recordingFormat(), audioBitsPerSecond: 48_000 });
      const begun = new Promise((resolve) => recorder.addEventListener('start', resolve, { once: true }));
      recorder.start();
      await begun;
      return new Recording(stream, recorder, new AudioContext());
    } catch (error) {
      release(stream);
      throw error;
    }
  }

  /** How long it is by now, in milliseconds. */
  get ms(): number {
    return performance.now() - this.startedAt;
  }

  /** How loud the last moments were, 0 to 100, the newest last. */
  latest(count: number): number[] {
    return this.looks.slice(-count).map(({ peak }) => Math.round(Math.sqrt(peak) * 100));
  }

  /** Ends it. */
  async done(): Promise<Note> {
    const durationMs = Math.round(this.ms);
    await this.stop();
    const sound = new Blob(this.parts, { type: this.recorder.mimeType });
    return { sound, durationMs, waveform: peaksOf(this.looks, durationMs) };
  }

  cancel(): void {
    void this.stop();
  }

  private async stop(): Promise<void> {
    clearInterval(this.looking);
    if (this.recorder.state !== 'inactive') {
      const stopped = new Promise((resolve) => this.recorder.addEventListener('stop', resolve, { once: true }));
      this.recorder.stop();
      await stopped;
    }
    release(this.stream);
    await this.context.close();
  }
}

/** Lets go of the microphone, so that its light goes out. */
function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Spreads what was seen evenly over the time; the loudest is 100. A moment without a look, as in a page out of sight, is like the one before. */
function peaksOf(looks: readonly Look[], durationMs: number): number[] {
  const peaks = Array<number>(PEAKS).fill(-1);
  for (const { at, peak } of looks) {
    const place = Math.min(PEAKS - 1, Math.floor((at / Math.max(durationMs, 1)) * PEAKS));
    peaks[place] = Math.max(peaks[place]!, peak);
  }
  const loudest = Math.max(...peaks, 0.01);
  let last = 0;
  return peaks.map((peak) => {
    if (peak >= 0) last = Math.round((peak / loudest) * 100);
    return last;
  });
}
