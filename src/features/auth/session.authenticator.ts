import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Gathered } from '../../platform/database/gathered.js';
import { placeholders, sqlTime } from '../../platform/database/sql.js';
import { fail } from '../../platform/errors/problem.js';
import { Authenticator, type Caller, type SessionHolder } from '../../platform/realtime/authenticator.js';
import { AccessTokens } from './access-tokens.js';

interface Held {
  id: string;
  userId: string;
  disabledAt: unknown;
}

/** Says who holds an access token. The session is looked up each time, by its key, so that what has ended is refused at once. */
@Injectable()
export class SessionAuthenticator extends Authenticator {
  private readonly held = new Gathered((sessionIds: string[]) => this.lookUp(sessionIds));

  constructor(
    private readonly database: Database,
    private readonly tokens: AccessTokens,
  ) {
    super();
  }

  override async authenticate(accessToken: string): Promise<Caller> {
    const caller = await this.tokens.verify(accessToken);
    const { userId } = await this.holder(caller.sessionId);
    if (userId !== caller.userId) throw fail('auth.session_ended');
    return caller;
  }

  override async holder(sessionId: string): Promise<SessionHolder> {
    const session = await this.held.of(sessionId);
    if (!session) throw fail('auth.session_ended');
    if (session.disabledAt !== null) throw fail('user.disabled');
    return { userId: session.userId, sessionId };
  }

  override async standing(sessionIds: string[]): Promise<Set<string>> {
    if (sessionIds.length === 0) return new Set();
    const sessions = await this.lookUp(sessionIds);
    return new Set(sessions.flatMap((session) => (session && session.disabledAt === null ? session.id : [])));
  }

  /** The sessions that have neither ended nor run out, in the order asked for. */
  private async lookUp(sessionIds: string[]): Promise<(Held | undefined)[]> {
    const rows: Held[] = await this.database.read((reader) =>
      reader.query(
        `SELECT s.id, s.userId, u.disabledAt FROM sessions s JOIN users u ON u.id = s.userId
         WHERE s.id IN ${placeholders(1, sessionIds.length)} AND s.endedAt IS NULL AND s.expiresAt > ?`,
        [...sessionIds, sqlTime(this.database.time)],
      ),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    return sessionIds.map((id) => byId.get(id));
  }
}
