import { Global, Module } from '@nestjs/common';
import { NullScanner, Scanner } from './scanner.js';

@Global()
@Module({ providers: [{ provide: Scanner, useClass: NullScanner }], exports: [Scanner] })
export class ScanningModule {}
