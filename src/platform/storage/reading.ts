import { Readable } from 'node:stream';

/** How a file that is being read tells of its failures. */
interface ReadingOptions {
  /** What an error of the source comes to. */
  failure: (error: unknown) => unknown;
  /** Milliseconds that the source may be silent while more is asked for. Left out: for ever. A reader that takes its time does not count. */
  silentMs?: number;
}

/** The bytes of `source` with failures in our own words. Destroying it lets go of the source, also before the first byte was asked for. */
export class Reading extends Readable {
  private silence: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: Readable,
    private readonly options: ReadingOptions,
  ) {
    super();
    source.pause();
    source.on('data', (chunk: Buffer) => {
      this.silence?.refresh();
      if (this.push(chunk)) return;
      source.pause();
      this.rest();
    });
    source.on('end', () => this.push(null));
    source.on('error', (error) => this.destroy(error));
    source.on('close', () => {
      this.rest();
      if (!source.readableEnded) this.destroy(new Error('it ended before its end'));
    });
  }

  override _read(): void {
    const { silentMs } = this.options;
    if (silentMs !== undefined && !this.source.closed)
      this.silence ??= setTimeout(() => this.destroy(new Error(`nothing came for ${silentMs} ms`)), silentMs).unref();
    this.source.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.rest();
    this.source.destroy();
    done(error && (this.options.failure(error) as Error));
  }

  private rest(): void {
    clearTimeout(this.silence);
    this.silence = undefined;
  }
}
