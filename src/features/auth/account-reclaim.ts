import { Injectable } from '@nestjs/common';
import type { WriteTx } from '../../platform/database/write-tx.js';

/** Removes a way into an account besides the password and the sessions. Holds the lock of the person's stream. */
export type ReclaimStep = (tx: WriteTx, userId: string) => Promise<void>;

/**
 * What must not outlast the moment in which an account's email address turns out to be somebody's: whoever made the account may have been another,
 * and every way in that they left would still lead to it (the "trojan identifier" of the pre-hijacking attacks, Sudhodanan and Paverd 2022).
 * Features that bring a way in register here.
 */
@Injectable()
export class AccountReclaim {
  private readonly steps: ReclaimStep[] = [];

  register(step: ReclaimStep): void {
    this.steps.push(step);
  }

  async reclaim(tx: WriteTx, userId: string): Promise<void> {
    for (const step of this.steps) await step(tx, userId);
  }
}
