import { IsNull, MoreThan } from 'typeorm';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { sessionRevoked } from './auth.broadcaster.js';
import { SessionEntity } from './session.entities.js';

/** Why a session ended, as it is stored. */
export type EndReason = 'logout' | 'revoked' | 'reused' | 'password' | 'disabled' | 'disowned' | 'deleted';

/** Ends a session that stands: its tokens are refused from here on and its sockets close on every node. The person's stream is locked. */
export async function endSession(
  tx: WriteTx,
  { userId, sessionId }: { userId: string; sessionId: string },
  endReason: EndReason,
): Promise<void> {
  await tx.manager.update(SessionEntity, { id: sessionId }, { endedAt: tx.now, endReason });
  tx.change(`user:${userId}`, sessionRevoked, sessionId, { sessionId });
  tx.disconnect(`session:${sessionId}`, `user:${userId}`);
}

/** Ends all of somebody's sessions. Answers how many there were. */
export async function endAllSessions(tx: WriteTx, userId: string, endReason: EndReason): Promise<number> {
  const standing = await tx.manager.find(SessionEntity, {
    select: { id: true },
    where: { userId, endedAt: IsNull(), expiresAt: MoreThan(tx.now) },
  });
  for (const { id: sessionId } of standing) await endSession(tx, { userId, sessionId }, endReason);
  return standing.length;
}
