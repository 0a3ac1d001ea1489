/** The scanner cannot be reached, broke off, did not answer in time or does not know what to say. The file may be scanned again later. */
export class ScannerAway extends Error {
  override readonly name = 'ScannerAway';
}

/** The file is larger than the scanner takes (StreamMaxLength of ClamAV), which another try does not change. */
export class ScannerTooLarge extends Error {
  override readonly name = 'ScannerTooLarge';
}
