import type { Readable } from 'node:stream';
import { takeIn } from '../streams/take-in.js';
import { askClamd } from './clamd.js';
import { ScannerAway, ScannerTooLarge } from './scanner-failure.js';
import { Scanner, type Verdict } from './scanner.js';

/** Where ClamAV's daemon is, and how many milliseconds it has to be reached, to take a piece of a file, and to answer. */
export interface ClamavSettings {
  readonly url: string;
  readonly timeoutMs: number;
}

/**
 * Scans with ClamAV's daemon. The daemon's own limits hold: it looks at no more of a file than MaxFileSize and MaxScanSize say and calls the rest clean,
 * unless AlertExceedsMax is on, with which such a file counts as infected (`Heuristics.Limits.Exceeded…`).
 */
export class ClamavScanner extends Scanner {
  readonly configured = true;

  constructor(private readonly settings: ClamavSettings) {
    super();
  }

  async scan(source: Readable, { signal }: { signal?: AbortSignal } = {}): Promise<Verdict> {
    const intake = takeIn(source, signal);
    try {
      return verdictOf(await askClamd('INSTREAM', { ...this.settings, signal, chunks: intake.chunks }));
    } catch (error) {
      signal?.throwIfAborted();
      throw intake.broken() ? error : away(error);
    } finally {
      source.destroy();
    }
  }

  async check(): Promise<string> {
    try {
      const answer = await askClamd('VERSION', this.settings);
      if (!answer.startsWith('ClamAV')) throw new Error('what answers is no ClamAV');
      return answer;
    } catch (error) {
      throw away(error);
    }
  }
}

function verdictOf(answer: string): Verdict {
  const said = /^stream: (?:OK|(?<name>.+) FOUND)$/.exec(answer);
  if (said) return said.groups?.name === undefined ? { infected: false } : { infected: true, name: said.groups.name };
  if (/size limit exceeded/i.test(answer))
    throw new ScannerTooLarge(
      'The file is larger than ClamAV takes: raise StreamMaxLength in its clamd.conf to the largest file that is allowed here.',
    );
  throw new Error(`it said "${answer.slice(0, 200)}"`);
}

function away(error: unknown): Error {
  if (error instanceof ScannerTooLarge) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new ScannerAway(
    `ClamAV cannot be used (${code ?? message}): see that its daemon runs, has signatures, and listens at the address in CLAMAV_URL.`,
    { cause: error },
  );
}
