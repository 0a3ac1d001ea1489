import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../../platform/errors/problem.js';
import type { Sending } from './message-batch.js';
import type { Message } from './message.wire.js';

/** A message on its way, and who waits for it. */
export interface Waiting {
  sending: Sending;
  since: number;
  resolve: (message: Message) => void;
  reject: (refusal: unknown) => void;
}

const LOOK_MS = 100;
/** After this the sender is told to try again. Whoever does, with the same nonce, gets the message once. */
const PATIENCE_MS = 15_000;

/**
 * Messages to channels whose stream is locked by a node that hangs: tried again, all together, without waiting for any lock. A node that was
 * stopped with a lock in its hands so holds up its own channels and no others (all sending stood still for as long as it hung).
 */
export class LockedSendings {
  private waiting: Waiting[] = [];
  private looking = false;

  /** `write` stores what it can and answers what is still locked. */
  constructor(private readonly write: (batch: Waiting[]) => Promise<Waiting[]>) {}

  /** Whether messages to this channel wait here, so that later ones have to as well. */
  has(channelId: string): boolean {
    return this.waiting.some(({ sending }) => sending.channelId === channelId);
  }

  add(batch: Waiting[]): void {
    this.waiting.push(...batch);
    if (this.waiting.length > 0 && !this.looking) void this.look();
  }

  private async look(): Promise<void> {
    this.looking = true;
    try {
      while (this.waiting.length > 0) {
        await sleep(LOOK_MS);
        const batch = [...this.waiting];
        const still = new Set(await this.write(batch));
        const settled = new Set(batch.filter((one) => !still.has(one) || this.gaveUp(one)));
        this.waiting = this.waiting.filter((one) => !settled.has(one));
      }
    } finally {
      this.looking = false;
    }
  }

  private gaveUp({ since, reject }: Waiting): boolean {
    if (Date.now() - since < PATIENCE_MS) return false;
    reject(fail('database.unavailable', { retryAfter: 1 }));
    return true;
  }
}
