/** Why a file cannot be made use of. Stable: clients may know these words. */
export type UnprocessableReason = 'empty' | 'broken' | 'too_large' | 'too_long' | 'unsupported' | 'timed_out';

const SENTENCES: Readonly<Record<UnprocessableReason, string>> = {
  empty: 'The file is empty.',
  broken: 'The file is broken or was cut off.',
  too_large: 'The picture has too many pixels.',
  too_long: 'The recording is too long.',
  unsupported: 'Files of this kind cannot be read.',
  timed_out: 'The file took too long to read.',
};

/**
 * The file's own fault: another try would end the same, except after `timed_out`. `message` is a plain sentence for whoever sent it; what a
 * decoder said stays in `cause`, for the log alone.
 */
export class Unprocessable extends Error {
  override readonly name: string = 'Unprocessable';

  constructor(
    readonly reason: UnprocessableReason,
    options?: ErrorOptions,
  ) {
    super(SENTENCES[reason], options);
  }
}

/** Sound that only ffmpeg could decode, and there is none. The file is whole: keep it as it is, with the waveform that its sender made. */
export class CannotTranscode extends Unprocessable {
  override readonly name = 'CannotTranscode';

  constructor(
    /** As in the container: `aac`, `mp3`, `vorbis`, `flac` …; `undefined` when it names none that is known. */
    readonly codec: string | undefined,
    /** How long it lasts, as its container says, in milliseconds. */
    readonly durationMs: number,
  ) {
    super('unsupported');
  }
}
