import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Config } from '../config/config.js';
import { openRedis, watchRedis } from './redis.js';

/**
 * The shared connection, `Redis | undefined`: undefined where REDIS_URL is not set. While Redis is away every command on it
 * fails at once, so each caller says what it does then. For a subscriber take
 * `redis.duplicate({ enableOfflineQueue: true, commandTimeout: undefined })` and give it an error listener.
 */
export const REDIS = Symbol('REDIS');

/** Gives `REDIS` to everybody. The process starts and lives on without Redis. */
@Global()
@Module({
  providers: [
    {
      provide: REDIS,
      inject: [Config],
      useFactory: ({ redisUrl }: Config) => (redisUrl ? openRedis(redisUrl, new Logger('redis')) : undefined),
    },
  ],
  exports: [REDIS],
})
export class RedisModule implements OnApplicationShutdown {
  private readonly stopWatching: () => void;

  constructor(@Inject(REDIS) private readonly redis: Redis | undefined) {
    this.stopWatching = redis ? watchRedis(redis) : () => undefined;
  }

  onApplicationShutdown(): void {
    this.stopWatching();
    this.redis?.disconnect();
  }
}
