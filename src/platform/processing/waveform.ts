/** How many bars a waveform has. */
const WAVEFORM_BARS = 128;
/** Quieter than this at its loudest (-60 dBFS), a recording is silence: its noise is not blown up to bars. */
const SILENCE = 0.001;

/** The length of the windows whose loudest samples a waveform is made of, in milliseconds. */
export const WINDOW_MS = 10;

/** Loudest samples (0–1) of equal windows as 128 whole numbers from 0 to 100, the loudest of which is 100. */
export function waveformOf(peaks: readonly number[]): number[] {
  const loudest = peaks.reduce((most, peak) => Math.max(most, peak), 0);
  return Array.from({ length: WAVEFORM_BARS }, (_, bar) => {
    const start = Math.floor((bar * peaks.length) / WAVEFORM_BARS);
    const end = Math.max(start + 1, Math.ceil(((bar + 1) * peaks.length) / WAVEFORM_BARS));
    const peak = peaks.slice(start, end).reduce((most, value) => Math.max(most, value), 0);
    return loudest < SILENCE ? 0 : Math.round((100 * peak) / loudest);
  });
}

/** Takes 16-bit PCM of one channel piece by piece, and keeps how much there was and how loud. */
export class PcmMeter {
  private readonly peaks: number[] = [];
  private samples = 0;
  private loudest = 0;
  private odd: Buffer = Buffer.alloc(0);
  private readonly window: number;

  constructor(private readonly sampleRate: number) {
    this.window = (sampleRate * WINDOW_MS) / 1000;
  }

  get durationMs(): number {
    return Math.round((this.samples / this.sampleRate) * 1000);
  }

  /** Little-endian; a sample may be cut between two pieces. */
  add(piece: Buffer): void {
    const bytes = this.odd.length > 0 ? Buffer.concat([this.odd, piece]) : piece;
    const end = bytes.length - (bytes.length % 2);
    for (let at = 0; at < end; at += 2) {
      this.loudest = Math.max(this.loudest, Math.abs(bytes.readInt16LE(at)) / 32_768);
      this.samples += 1;
      if (this.samples % this.window === 0) this.close();
    }
    this.odd = bytes.subarray(end);
  }

  /** The peaks with those of the window that the end cut off. */
  finish(): readonly number[] {
    if (this.samples % this.window > 0) this.close();
    return this.peaks;
  }

  private close(): void {
    this.peaks.push(this.loudest);
    this.loudest = 0;
  }
}
