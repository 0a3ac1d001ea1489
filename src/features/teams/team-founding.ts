import { Injectable } from '@nestjs/common';
import type { WriteTx } from '../../platform/database/write-tx.js';

/** A team that is being made: its stream is open in this transaction, and its founder is its owner already. */
export interface Founding {
  teamId: string;
  userId: string;
}

/** What a feature does in the transaction that makes a team. May run again after a deadlock, so it touches nothing but `tx`. */
export type FoundingStep = (tx: WriteTx, founding: Founding) => Promise<void>;

/** What goes with every new team: features that lie above Teams register their step here, so that Teams need not know them. */
@Injectable()
export class TeamFounding {
  private readonly steps: FoundingStep[] = [];

  register(step: FoundingStep): void {
    this.steps.push(step);
  }

  /** Runs all steps, in the order in which they were registered. */
  async found(tx: WriteTx, founding: Founding): Promise<void> {
    for (const step of this.steps) await step(tx, founding);
  }
}
