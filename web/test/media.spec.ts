import { clockOf, failureOf, sizeOf } from '../src/media/words.js';

describe('words about files', () => {
  it('say a size as people do', () => {
    expect([0, 1_000, 1_234_567].map(sizeOf)).toEqual(['0 bytes', '1 kB', '1.2 MB']);
  });

  it('say a length in minutes and seconds', () => {
    expect([0, 999, 65_000, 3_600_000].map(clockOf)).toEqual(['0:00', '0:00', '1:05', '60:00']);
  });

  it('say why an upload cannot be opened, also for a reason that only a newer server knows', () => {
    const unknown = failureOf({ reason: 'melted' } as never);
    expect(unknown).toBe(failureOf({ reason: 'given_up' } as never));
    expect(failureOf({ reason: 'empty' } as never)).not.toBe(unknown);
  });
});
