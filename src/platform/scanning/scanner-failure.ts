export class ScannerAway extends Error {}
export class ScannerTooLarge extends Error {}
