import { Injectable } from '@nestjs/common';
import type { StreamId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';

/** Somebody who is out of a team, and of all its channels, from this transaction on. Besides these it holds the team's stream and theirs. */
export interface Departure {
  teamId: string;
  userId: string;
  /** The streams of the channels that they were in. */
  channels: StreamId[];
}

/** What a feature does in the transaction that ends a membership. May run again after a deadlock, so it touches nothing but `tx`. */
export type DepartureStep = (tx: WriteTx, departure: Departure) => Promise<void>;

/** What goes with everybody who leaves a team: features that lie above Teams register their step here, so that Teams need not know them. */
@Injectable()
export class TeamDeparture {
  private readonly steps: DepartureStep[] = [];

  register(step: DepartureStep): void {
    this.steps.push(step);
  }

  /** Runs all steps, in the order in which they were registered. */
  async depart(tx: WriteTx, departure: Departure): Promise<void> {
    for (const step of this.steps) await step(tx, departure);
  }
}
