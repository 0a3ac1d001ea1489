import { createHash, randomBytes } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/database/ids.js';
import { RefreshTokenEntity } from './session.entities.js';

/** A refresh token: 256 random bits, 43 characters. It means nothing by itself and is stored by its hash alone. */
export async function issueRefreshToken(
  manager: EntityManager,
  { sessionId, parentId, at }: { sessionId: string; parentId: string | null; at: Date },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const row = { id: newId(), sessionId, hash: hashOf(token), parentId, createdAt: at, rotatedAt: null };
  await manager.insert(RefreshTokenEntity, row);
  return token;
}

/** How a refresh token is stored and found. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
