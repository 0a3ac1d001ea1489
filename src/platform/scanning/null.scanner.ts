import { ScannerAway } from './scanner-failure.js';
import { Scanner, type Verdict } from './scanner.js';

/** There is no scanner. Asked all the same it does not answer, for "not scanned" must never read "clean". */
export class NullScanner extends Scanner {
  readonly configured = false;

  scan(): Promise<Verdict> {
    return this.check() as Promise<never>;
  }

  async check(): Promise<string> {
    throw new ScannerAway('There is no scanner: set CLAMAV_URL to have files scanned.');
  }
}
