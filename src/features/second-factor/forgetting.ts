import { changeUser } from '../../core/users/user-change.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { voidTickets } from '../auth/tickets.js';
import type { TeamWithholding } from '../teams/team-withholding.js';
import { RecoveryCodeEntity, SecondFactorEntity } from './second-factor.entities.js';

/** Turns somebody's second factor off, whoever asks: teams that ask for one keep them out from now on. Their stream and those of their teams are locked. */
export async function forgetSecondFactor(tx: WriteTx, userId: string, withholding: TeamWithholding): Promise<void> {
  await tx.manager.delete(SecondFactorEntity, { userId });
  await tx.manager.delete(RecoveryCodeEntity, { userId });
  await voidTickets(tx, userId);
  await changeUser(tx, userId, { secondFactorAt: null });
  await withholding.withhold(tx, userId);
}
