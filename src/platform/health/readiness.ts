import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Database } from '../database/database.js';
import { REDIS } from '../redis/redis.module.js';

/** Milliseconds that the database has to answer: a balancer asks every few seconds. */
const DATABASE_TIMEOUT = 1000;

/** What `/health/ready` tells. */
export interface ReadyState {
  status: 'ready' | 'not_ready';
  database: 'up' | 'down';
  /** For information: without Redis this node goes on alone, so it stays ready. */
  redis: 'up' | 'down' | 'not_used';
  stopping: boolean;
}

/** Whether this node should be given work. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private stopping = false;

  constructor(
    private readonly database: Database,
    @Inject(REDIS) private readonly redis: Redis | undefined,
  ) {}

  /** From now on this node is not ready. The first thing on the way out. */
  stop(): void {
    this.stopping = true;
  }

  onModuleDestroy(): void {
    this.stop();
  }

  /** Looks now; takes a second at most. Never rejects. */
  async look(): Promise<ReadyState> {
    const answered = await this.databaseAnswers();
    return {
      status: answered && !this.stopping ? 'ready' : 'not_ready',
      database: answered ? 'up' : 'down',
      redis: this.redis ? (this.redis.status === 'ready' ? 'up' : 'down') : 'not_used',
      stopping: this.stopping,
    };
  }

  private async databaseAnswers(): Promise<boolean> {
    const late = new AbortController();
    const ping = this.database.ping().then(
      () => true,
      () => false,
    );
    const answered = await Promise.race([
      ping,
      sleep(DATABASE_TIMEOUT, false, { signal: late.signal }).catch(() => false),
    ]);
    late.abort();
    return answered;
  }
}
