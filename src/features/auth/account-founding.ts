import { Injectable } from '@nestjs/common';
import type { UserEntity } from '../../core/users/user.entity.js';
import type { WriteTx } from '../../platform/database/write-tx.js';

/** What a feature does in the transaction that makes an account. */
export type FoundingStep = (tx: WriteTx, user: Pick<UserEntity, 'id' | 'email' | 'emailVerifiedAt'>) => void;

/** What goes with every new account: features that lie above Auth register their step here, so that Auth need not know them. */
@Injectable()
export class AccountFounding {
  private readonly steps: FoundingStep[] = [];

  register(step: FoundingStep): void {
    this.steps.push(step);
  }

  /** Runs all steps, in the order in which they were registered. */
  found(tx: WriteTx, user: Parameters<FoundingStep>[1]): void {
    for (const step of this.steps) step(tx, user);
  }
}
