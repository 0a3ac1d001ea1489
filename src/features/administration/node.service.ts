import { Injectable } from '@nestjs/common';
import type { InstallationAccess } from '../../core/access/grants.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { Readiness } from '../../platform/health/readiness.js';
import { programVersion } from '../../platform/http/version.js';
import type { NodeState } from './node.wire.js';
import { BOARD_PATH } from './queue-board.door.js';

/** How this node is, for the owners of the installation. */
@Injectable()
export class NodeService {
  private readonly version = programVersion();

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly readiness: Readiness,
  ) {}

  async look(_access: InstallationAccess): Promise<NodeState> {
    const { status, redis } = await this.readiness.look();
    return {
      ...{ version: this.version, runtime: process.version, database: this.database.version },
      ...{ redis, mail: this.config.smtpUrl ? 'smtp' : 'outbox', ready: status === 'ready' },
      board: this.config.redisUrl ? BOARD_PATH : null,
      startedAt: new Date(Date.now() - process.uptime() * 1000).toISOString(),
      memoryBytes: process.memoryUsage.rss(),
    };
  }
}
