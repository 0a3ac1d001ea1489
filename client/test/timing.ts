import type { Timing } from '../src/index.js';

/** The waits of tests that drive the clock themselves. */
export const timing: Timing = {
  ackTimeout: 5_000,
  restTimeout: 10_000,
  gapWait: [100, 300],
  retryWait: [500, 10_000],
  reconnectWait: [250, 5_000],
  keepAfter: 1_000,
  pollEvery: 5_000,
  uploadIdle: 60_000,
};
