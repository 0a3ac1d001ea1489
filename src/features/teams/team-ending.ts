import { Injectable } from '@nestjs/common';
import type { WriteTx } from '../../platform/database/write-tx.js';

/** What a feature does in the transaction that deletes a team, before its row goes. May run again after a deadlock, so it touches nothing but `tx`. */
export type EndingStep = (tx: WriteTx, teamId: string) => Promise<void>;

/** What goes with a team that no foreign key takes along: features that lie above Teams register their step here, so that Teams need not know them. */
@Injectable()
export class TeamEnding {
  private readonly steps: EndingStep[] = [];

  register(step: EndingStep): void {
    this.steps.push(step);
  }

  /** Runs all steps, in the order in which they were registered. */
  async end(tx: WriteTx, teamId: string): Promise<void> {
    for (const step of this.steps) await step(tx, teamId);
  }
}
