import { Injectable } from '@nestjs/common';
import { IsNull, LessThan, MoreThan } from 'typeorm';
import type { UserAccess } from '../../core/access/grants.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/database/ids.js';
import type { WriteTx } from '../../platform/database/write-tx.js';
import { fail } from '../../platform/errors/problem.js';
import { Authenticator } from '../../platform/realtime/authenticator.js';
import { closeAtExpiry } from '../../platform/realtime/expiry.js';
import type { Connection } from '../../platform/realtime/realtime.js';
import type { Device } from './device.js';
import { issueRefreshToken } from './refresh-tokens.js';
import { endAllSessions, endSession, stands, type EndReason, type OwnSession } from './session-ending.js';
import { SessionEntity } from './session.entities.js';
import { toSession, type SessionExtended, type SessionList } from './session.wire.js';

const DAY_MS = 86_400_000;
/** More devices than anybody has; the oldest sign-ins are left out of the list beyond it. */
const LISTED = 100;

/** The devices on which somebody is signed in. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly authenticator: Authenticator,
  ) {}

  /** When a session that is used now ends if it is not used again. */
  endOf(lastUsedAt: Date): Date {
    return new Date(lastUsedAt.getTime() + this.config.refreshTokenDays * DAY_MS);
  }

  /** Begins a session with its first refresh token, and removes those of this person that ran out. */
  async begin(
    tx: WriteTx,
    userId: string,
    { userAgent, address }: Device,
  ): Promise<{ sessionId: string; refreshToken: string }> {
    const { manager, now } = tx;
    await manager.delete(SessionEntity, { userId, expiresAt: LessThan(now) });
    const times = { createdAt: now, lastUsedAt: now, expiresAt: this.endOf(now), endedAt: null, endReason: null };
    const session = { id: newId(), userId, userAgent, address, ...times };
    await manager.insert(SessionEntity, session);
    const refreshToken = await issueRefreshToken(manager, { sessionId: session.id, parentId: null, at: now });
    return { sessionId: session.id, refreshToken };
  }

  /**
   * Ends a session: its tokens are refused from here on and its sockets close on every node. The caller has locked the person's stream.
   * Answers whether it stood until now.
   */
  async end(tx: WriteTx, session: OwnSession, endReason: EndReason): Promise<boolean> {
    if (!(await stands(tx, session))) return false;
    await endSession(tx, session, endReason);
    return true;
  }

  /** The caller's sessions, the last used first. */
  async list({ userId, sessionId }: UserAccess): Promise<SessionList> {
    const where = { userId, endedAt: IsNull(), expiresAt: MoreThan(this.database.time) };
    const found = await this.database.read((reader) =>
      reader.find(SessionEntity, { where, order: { lastUsedAt: 'DESC', id: 'DESC' }, take: LISTED }),
    );
    return { items: found.map((session) => toSession(session, sessionId)) };
  }

  /** Ends one of the caller's own sessions. @throws Problem `not_found` for any other. */
  async revoke({ userId }: UserAccess, sessionId: string): Promise<void> {
    const ended = await this.database.write([`user:${userId}`], (tx) => this.end(tx, { userId, sessionId }, 'revoked'));
    if (!ended) throw fail('not_found');
  }

  /** Ends all of the caller's sessions but the one that asks. */
  async revokeOthers({ userId, sessionId }: UserAccess): Promise<void> {
    await this.database.write([`user:${userId}`], (tx) => endAllSessions(tx, userId, 'revoked', sessionId));
  }

  /** Lets a connection live as long as a fresh access token of its own session. @throws Problem as `Authenticator.authenticate`. */
  async extend(connection: Connection, accessToken: string): Promise<SessionExtended> {
    const caller = await this.authenticator.authenticate(accessToken);
    const { userId, sessionId } = connection.data.caller;
    if (caller.userId !== userId || caller.sessionId !== sessionId) throw fail('auth.invalid_token');
    connection.data.caller = caller;
    closeAtExpiry(connection);
    return { expiresAt: new Date(caller.expiresAt).toISOString() };
  }
}
