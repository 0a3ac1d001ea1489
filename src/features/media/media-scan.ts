import { createReadStream } from 'node:fs';
import { Injectable, Logger } from '@nestjs/common';
import { TryLater } from '../../platform/jobs/job-failure.js';
import { ScannerAway } from '../../platform/scanning/scanner-failure.js';
import { Scanner } from '../../platform/scanning/scanner.js';
import type { ScanStatus } from './media-kinds.js';

const AGAIN_MS = 10_000;

/** The scanner knows what is in it, and it is nothing good. */
export class Infected extends Error {}

/** Has uploads looked at before anybody can open them. */
@Injectable()
export class MediaScan {
  private readonly logger = new Logger('Media');

  constructor(private readonly scanner: Scanner) {}

  /** Whether files are looked at. */
  get isOn(): boolean {
    return this.scanner.configured;
  }

  /** @throws Infected; TryLater while the scanner is away: what was not looked at is handed to nobody; ScannerTooLarge. */
  async look(path: string, signal: AbortSignal): Promise<ScanStatus> {
    if (!this.isOn) return 'not_scanned';
    try {
      const found = await this.scanner.scan(createReadStream(path), { signal });
      if (!found.infected) return 'clean';
      this.logger.warn(`An upload was refused: the scanner calls it ${found.name}.`);
      throw new Infected(found.name);
    } catch (error) {
      if (error instanceof ScannerAway) throw new TryLater(error.message, AGAIN_MS, { cause: error });
      throw error;
    }
  }
}
