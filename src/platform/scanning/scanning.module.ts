import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ClamavScanner } from './clamav.scanner.js';
import { NullScanner } from './null.scanner.js';
import { Scanner } from './scanner.js';

/** Gives `Scanner` to everybody. */
@Global()
@Module({ providers: [{ provide: Scanner, inject: [Config], useFactory: openScanner }], exports: [Scanner] })
export class ScanningModule {}

/** Picks the driver by the presence of its address, which is the only place that knows. Asks the daemon nothing yet. */
export function openScanner({ clamav }: Pick<Config, 'clamav'>): Scanner {
  return clamav ? new ClamavScanner(clamav) : new NullScanner();
}
