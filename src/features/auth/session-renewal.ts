import { Injectable } from '@nestjs/common';
import { LessThan, Not, IsNull, type EntityManager } from 'typeorm';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import type { Device } from './device.js';
import { hashOf, issueRefreshToken } from './refresh-tokens.js';
import { RefreshTokenEntity, SessionEntity } from './session.entities.js';
import { SessionsService } from './sessions.service.js';

/**
 * How long a rotated token still works, as the immediate predecessor: two tabs that renew at the same moment, or an answer that got lost,
 * sign nobody out (RFC 9700, 4.14.2 leaves the time to us).
 */
const GRACE_MS = 10_000;

/** A session that goes on, with its new refresh token. */
export interface Renewed {
  user: UserEntity;
  sessionId: string;
  refreshToken: string;
}

/** Rotates refresh tokens. A token that comes back after its time was stolen, or its owner's was: the whole session ends. */
@Injectable()
export class SessionRenewal {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws Problem `auth.refresh_invalid`, `auth.refresh_reused`, `auth.session_ended`, `user.disabled`. */
  async renew(token: string, device: Device): Promise<Renewed> {
    const hash = hashOf(token);
    const userId = await this.database.read((reader) => ownerOf(reader, hash));
    if (!userId) throw fail('auth.refresh_invalid');
    const at = await this.database.now(); // by one clock: nodes' clocks differ by more than the grace
    const renewed = await this.database.write([`user:${userId}`], (tx) => this.rotate(tx, { hash, at, device }));
    if (!renewed) throw fail('auth.refresh_reused'); // only now, because the end of the session had to be committed
    return renewed;
  }

  /** Everything that concerns one person's tokens happens under the lock of their stream, so racers come one after the other. */
  private async rotate(
    tx: WriteTx,
    { hash, at, device }: { hash: string; at: Date; device: Device },
  ): Promise<Renewed | undefined> {
    const { manager } = tx;
    const token = await manager.findOneBy(RefreshTokenEntity, { hash });
    const session = token && (await manager.findOneBy(SessionEntity, { id: token.sessionId }));
    if (!token || !session || this.sessions.endOf(token.createdAt) <= at) throw fail('auth.refresh_invalid');
    if (session.endedAt || session.expiresAt <= at) throw fail('auth.session_ended');
    const user = await manager.findOneByOrFail(UserEntity, { id: session.userId });
    if (user.disabledAt) throw fail('user.disabled');
    const sessionId = session.id;
    if (await isReused(manager, token, at)) {
      await this.sessions.end(tx, { userId: user.id, sessionId }, 'reused');
      return undefined;
    }
    if (!token.rotatedAt) await manager.update(RefreshTokenEntity, { id: token.id }, { rotatedAt: at });
    const refreshToken = await issueRefreshToken(manager, { sessionId, parentId: token.id, at });
    await this.forgetOld(manager, sessionId, at);
    const used = { lastUsedAt: at, expiresAt: this.sessions.endOf(at), address: device.address };
    await manager.update(SessionEntity, { id: sessionId }, used);
    return { user, sessionId, refreshToken };
  }

  /** A token older than a session lives unused is refused by its age; it needs no row to be known by. */
  private async forgetOld(manager: EntityManager, sessionId: string, at: Date): Promise<void> {
    const age = this.sessions.endOf(at).getTime() - at.getTime();
    await manager.delete(RefreshTokenEntity, { sessionId, createdAt: LessThan(new Date(at.getTime() - age)) });
  }
}

/** Whether the token comes back that nobody who is honest still holds. */
async function isReused(manager: EntityManager, token: RefreshTokenEntity, at: Date): Promise<boolean> {
  return token.rotatedAt ? !(await isPredecessor(manager, token, at)) : siblingWentOn(manager, token, at);
}

/** Whether the token was replaced a moment ago and nobody has gone on from what replaced it. */
async function isPredecessor(
  manager: EntityManager,
  { id, rotatedAt }: RefreshTokenEntity,
  at: Date,
): Promise<boolean> {
  if (!rotatedAt || at.getTime() - rotatedAt.getTime() > GRACE_MS) return false;
  return !(await manager.existsBy(RefreshTokenEntity, { parentId: id, rotatedAt: Not(IsNull()) }));
}

/**
 * Whether somebody went on a while ago from another token that was given out for the same one. Tabs share the newest, so only one of them is used;
 * else the time of grace would give a thief a line of tokens of their own that nothing ever ends.
 */
async function siblingWentOn(manager: EntityManager, { id, parentId }: RefreshTokenEntity, at: Date): Promise<boolean> {
  if (parentId === null) return false;
  const rotatedAt = LessThan(new Date(at.getTime() - GRACE_MS));
  return manager.existsBy(RefreshTokenEntity, { parentId, id: Not(id), rotatedAt });
}

async function ownerOf(reader: EntityManager, hash: string): Promise<string | undefined> {
  const rows: { userId: string }[] = await reader.query(
    'SELECT s.userId FROM refresh_tokens t JOIN sessions s ON s.id = t.sessionId WHERE t.hash = ?',
    [hash],
  );
  return rows[0]?.userId;
}
