import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { sweepTokens } from '../../core/one-time-tokens/one-time-tokens.js';
import { Database } from '../../platform/database/database.js';

const HOUR_MS = 3_600_000;

/** Removes links and codes that have run out, which nobody could use any more. */
@Injectable()
export class TokenSweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(TokenSweeper.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweep().catch((error: Error) => this.logger.warn(`Could not remove old tokens: ${error.message}`));
    }, HOUR_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private sweep(): Promise<void> {
    return this.database.write([], (tx) => sweepTokens(tx));
  }
}
