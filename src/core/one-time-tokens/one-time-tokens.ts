import { createHash, randomBytes } from 'node:crypto';
import { LessThan, MoreThan, type EntityManager } from 'typeorm';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { OneTimeTokenEntity } from './one-time-token.entity.js';

/** A kind of token: its name in the table, how long one lives, and what it carries. */
export interface Purpose<P extends object> {
  readonly name: string;
  readonly seconds: number;
  /** Never set: it carries the type of the payload. */
  readonly payload?: P;
}

/** Whose token it is, and what it carries. */
export interface Redeemed<P extends object> {
  userId: string;
  payload: P;
}

/** Makes a token of 256 random bits (43 characters). Only its hash is stored, so it can be told once, now. */
export async function issueToken<P extends object>(
  tx: WriteTx,
  { name, seconds }: Purpose<P>,
  userId: string,
  payload: P,
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const row = { hash: hashOf(token), purpose: name, userId, payload: JSON.stringify(payload) };
  await tx.manager.insert(OneTimeTokenEntity, { ...row, expiresAt: new Date(tx.now.getTime() + seconds * 1000) });
  return token;
}

/** Uses a token up. Of two at once one gets it; undefined for one that is unknown, used, over, or for something else. */
export async function redeemToken<P extends object>(
  tx: WriteTx,
  purpose: Purpose<P>,
  token: string,
): Promise<Redeemed<P> | undefined> {
  const found = await peekToken(tx.manager, purpose, token, tx.now);
  const { affected } = found ? await tx.manager.delete(OneTimeTokenEntity, { hash: hashOf(token) }) : { affected: 0 };
  return affected === 1 ? found : undefined;
}

/** What a token stands for, leaving it as it is: to show what a link would do, or to find whose stream to lock before `redeemToken`. */
export async function peekToken<P extends object>(
  reader: EntityManager,
  { name }: Purpose<P>,
  token: string,
  now: Date,
): Promise<Redeemed<P> | undefined> {
  const where = { hash: hashOf(token), purpose: name, expiresAt: MoreThan(now) };
  const row = await reader.findOneBy(OneTimeTokenEntity, where);
  return row ? { userId: row.userId, payload: JSON.parse(row.payload) as P } : undefined;
}

/** Makes all of somebody's tokens of these purposes worthless: when what they were for has happened, or must not any more. */
export async function revokeTokens(tx: WriteTx, userId: string, ...purposes: Purpose<object>[]): Promise<void> {
  for (const { name } of purposes) await tx.manager.delete(OneTimeTokenEntity, { userId, purpose: name });
}

/** Whether one of somebody's tokens of this purpose stands whose payload fits. */
export async function hasToken<P extends object>(
  { manager, now }: WriteTx,
  userId: string,
  { name }: Purpose<P>,
  fits: (payload: P) => boolean,
): Promise<boolean> {
  const rows = await manager.findBy(OneTimeTokenEntity, { userId, purpose: name, expiresAt: MoreThan(now) });
  return rows.some(({ payload }) => fits(JSON.parse(payload) as P));
}

/** Makes those of somebody's tokens of this purpose worthless whose payload fits. */
export async function revokeTokensThat<P extends object>(
  tx: WriteTx,
  userId: string,
  { name }: Purpose<P>,
  fits: (payload: P) => boolean,
): Promise<void> {
  const rows = await tx.manager.findBy(OneTimeTokenEntity, { userId, purpose: name });
  for (const { hash, payload } of rows)
    if (fits(JSON.parse(payload) as P)) await tx.manager.delete(OneTimeTokenEntity, { hash });
}

/** Makes all of somebody's tokens worthless, whatever they are for: when somebody else took their account in hand. */
export async function revokeAllTokens(tx: WriteTx, userId: string): Promise<void> {
  await tx.manager.delete(OneTimeTokenEntity, { userId });
}

/** Deletes what has run out. */
export async function sweepTokens(tx: WriteTx): Promise<void> {
  await tx.manager.delete(OneTimeTokenEntity, { expiresAt: LessThan(tx.now) });
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
