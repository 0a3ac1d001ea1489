import { IsNull, MoreThan, type EntityManager } from 'typeorm';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { sessionRevoked } from './auth.broadcaster.js';
import { SessionEntity } from './session.entities.js';
import { voidTickets } from './tickets.js';

/** Why a session ended, as it is stored. */
export type EndReason = 'logout' | 'revoked' | 'reused' | 'password' | 'disabled' | 'disowned' | 'deleted';

/** One person's session. */
export interface OwnSession {
  userId: string;
  sessionId: string;
}

/** Whether it has neither ended nor run out. For writes: under the lock of the person's stream it stays so. */
export function stands({ manager, now }: WriteTx, { userId, sessionId }: OwnSession): Promise<boolean> {
  return manager.existsBy(SessionEntity, { id: sessionId, ...standing(userId, now) });
}

/** Ends a session that stands: its tokens are refused from here on and its sockets close on every node. The person's stream is locked. */
export async function endSession(tx: WriteTx, { userId, sessionId }: OwnSession, endReason: EndReason): Promise<void> {
  await tx.manager.update(SessionEntity, { id: sessionId }, { endedAt: tx.now, endReason });
  tx.change(`user:${userId}`, sessionRevoked, sessionId, { sessionId });
  tx.disconnect(`session:${sessionId}`, `user:${userId}`);
}

/** Ends all of somebody's sessions, those that have only half begun as well, but for one to be kept. */
export async function endAllSessions(
  tx: WriteTx,
  userId: string,
  endReason: EndReason,
  keptId?: string,
): Promise<void> {
  for (const sessionId of await standingIds(tx.manager, userId, tx.now))
    if (sessionId !== keptId) await endSession(tx, { userId, sessionId }, endReason);
  await voidTickets(tx, userId);
}

async function standingIds(manager: EntityManager, userId: string, now: Date): Promise<string[]> {
  const found = await manager.find(SessionEntity, { select: { id: true }, where: standing(userId, now) });
  return found.map(({ id }) => id);
}

function standing(userId: string, now: Date) {
  return { userId, endedAt: IsNull(), expiresAt: MoreThan(now) };
}
