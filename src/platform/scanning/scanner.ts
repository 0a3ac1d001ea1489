import type { Readable } from 'node:stream';

/** What a scanner says of a file. `name` is the scanner's word for what it found, for people who run the installation. */
export type Verdict = { infected: false } | { infected: true; name: string };

/**
 * Looks for malware in files: ClamAV where CLAMAV_URL is set, nothing otherwise. Says that a file is clean only where a scanner said so: every doubt is
 * an error.
 */
export abstract class Scanner {
  /** Whether there is a scanner. Where there is none nothing can be scanned, and `scan` is not called. */
  abstract readonly configured: boolean;

  /**
   * Shows the scanner all that `source` gives, without holding it in memory. `source` is used up or destroyed in any case.
   * @throws ScannerAway when there is no verdict, ScannerTooLarge, the reason of `signal`, and the error of `source` as it was.
   */
  abstract scan(source: Readable, options?: { signal?: AbortSignal }): Promise<Verdict>;

  /** Asks the scanner for its name and version. @throws ScannerAway with what to do about it. */
  abstract check(): Promise<string>;
}
