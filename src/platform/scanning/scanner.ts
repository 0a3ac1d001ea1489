import type { Readable } from 'node:stream';
export abstract class Scanner {
  abstract readonly configured: boolean;
  abstract scan(
    source: Readable,
    options?: { signal?: AbortSignal },
  ): Promise<{ infected: false } | { infected: true; name: string }>;
}
export class NullScanner extends Scanner {
  readonly configured = false;
  scan(): Promise<{ infected: false }> {
    return Promise.resolve({ infected: false });
  }
}
