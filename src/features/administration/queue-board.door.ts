import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { installationStanding } from '../../core/access/standing.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { addressKey } from '../../platform/http/address.js';
import { Callers } from '../../platform/http/callers.js';
import { RateLimits } from '../../platform/http/rate-limits.js';
import { JobRunner } from '../../platform/jobs/job-runner.js';
import { SessionCookies } from '../auth/session-cookies.js';

/** Where Bull Board is. */
export const BOARD_PATH = '/admin/queues';

const READING = new Set(['GET', 'HEAD']);

/** The board's page names its own base, sets styles from its scripts, and asks for fonts elsewhere, which it does without. */
const CSP = [
  ...["default-src 'none'", "script-src 'self'", "style-src 'self' 'unsafe-inline'", "img-src 'self' data:"],
  ...["font-src 'self' data:", "connect-src 'self'", "base-uri 'self'", "form-action 'none'", "frame-ancestors 'none'"],
].join('; ');

/** Who stands at the board's door: by bearer token, or by a browser's cookie. */
@Injectable()
export class BoardVisitors {
  constructor(
    private readonly callers: Callers,
    private readonly cookies: SessionCookies,
  ) {}

  async userIdOf(request: Request, { cookie }: { cookie: boolean }): Promise<string | undefined> {
    const byToken = await this.callers.userIdOf(request);
    if (byToken !== undefined || request.headers.authorization !== undefined || !cookie) return byToken;
    return this.cookies.holderOf(request);
  }
}

/** Lets the owners of the installation at Bull Board, and answers everybody else as if there were none. */
@Injectable()
export class QueueBoardDoor {
  private board: Promise<RequestHandler> | undefined;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly limits: RateLimits,
    private readonly visitors: BoardVisitors,
    private readonly runner: JobRunner,
  ) {}

  /** To be mounted at `BOARD_PATH`. */
  readonly handle: RequestHandler = (request, response, next) => {
    this.admit(request)
      .then((admitted) => (admitted ? this.show(request, response, next) : next()))
      .catch(next);
  };

  /** A browser adds its cookie by itself; so it is believed for reading, and for more only where one of our own pages asks. */
  private async admit(request: Request): Promise<boolean> {
    await this.limits.consume('rest.address', addressKey(request.ip));
    const { origin } = request.headers;
    const isOurs = READING.has(request.method) || (origin !== undefined && this.config.allowsOrigin(origin));
    const userId = await this.visitors.userIdOf(request, { cookie: isOurs });
    if (userId === undefined) return false;
    return (await this.database.read((reader) => installationStanding(reader, userId))).isOwner;
  }

  private async show(request: Request, response: Response, next: NextFunction): Promise<void> {
    response.setHeader('Content-Security-Policy', CSP);
    response.setHeader('Cache-Control', 'no-store');
    // Loaded when it is first looked at: nobody else needs to wait for it.
    this.board ??= import('../../platform/jobs/queue-board.js').then(({ queueBoard }) =>
      queueBoard(this.runner.bullQueues, BOARD_PATH),
    );
    (await this.board)(request, response, next);
  }
}
