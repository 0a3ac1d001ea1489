import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Database } from '../../platform/database/database.js';
import { sqlTime } from '../../platform/database/sql.js';
import { hashOf } from './refresh-tokens.js';
import { TokenDelivery } from './token.delivery.js';

/** Says whose browser asks, by the cookie that holds its refresh token: for pages, which can send nothing else. Renews nothing. */
@Injectable()
export class SessionCookies {
  constructor(
    private readonly database: Database,
    private readonly delivery: TokenDelivery,
  ) {}

  /** The person's id; undefined without a cookie, and for one whose token was renewed or whose session has ended. */
  async holderOf(request: Request): Promise<string | undefined> {
    const token = this.delivery.cookieOf(request);
    if (!token) return undefined;
    const rows: { userId: string }[] = await this.database.read((reader) =>
      reader.query(
        `SELECT s.userId FROM refresh_tokens t JOIN sessions s ON s.id = t.sessionId JOIN users u ON u.id = s.userId
         WHERE t.hash = ? AND t.rotatedAt IS NULL AND s.endedAt IS NULL AND s.expiresAt > ? AND u.disabledAt IS NULL`,
        [hashOf(token), sqlTime(this.database.time)],
      ),
    );
    return rows[0]?.userId;
  }
}
