import { newId } from '../../platform/database/ids.js';
import { insertRows, sqlTime } from '../../platform/database/sql.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import type { Detail } from './audit.js';

/** Acts of power over the installation that are recorded. */
export const installationActions = [
  ...(['user.created', 'user.disabled', 'user.enabled', 'user.password_reset'] as const),
  ...(['user.second_factor_reset'] as const),
  ...(['owner.added', 'owner.removed'] as const),
  ...(['dead_letter.retried', 'dead_letter.deleted', 'channel.created'] as const),
] as const;
export type InstallationAction = (typeof installationActions)[number];

/** One act. Without an `actorId` it was done at the command line of the server. */
export interface InstallationAct {
  actorId: string | null;
  action: InstallationAction;
  userId?: string;
  detail?: Detail;
}

const COLUMNS = ['id', 'at', 'actorId', 'action', 'userId', 'detail'] as const;

/** Keeps the record, as `Audit` does for teams: in the transaction that does it, so neither is there without the other. */
export async function recordAct(tx: WriteTx, act: InstallationAct): Promise<void> {
  const { actorId, action, userId = null, detail = {} } = act;
  const row = [newId(), sqlTime(tx.now), actorId, action, userId, JSON.stringify(detail)];
  await insertRows(tx.manager, 'installation_audit_entries', COLUMNS, [row]);
}
