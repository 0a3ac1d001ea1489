import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible';
import { Config, type FlowName, type RateBucket } from '../config/config.js';
import type { Rate } from '../config/parsers.js';
import { fail, type Problem } from '../errors/problem.js';
import { REDIS } from '../redis/redis.module.js';
import { StrictLimiter } from './strict-limiter.js';

/** What is left of an allowance, for the answer's headers. */
export interface Allowance {
  /** Points of one window, and its seconds. */
  points: number;
  seconds: number;
  remaining: number;
  /** Whole seconds until the window begins anew. */
  reset: number;
}

/** Buckets that are asked on every request or command: with Redis a node fetches their points by the handful. */
const HOT = new Set<RateBucket>(['socket.user', 'rest.user', 'rest.address']);
/** A handful is this part of the allowance, so two nodes waste at most a twentieth each. */
const HANDFUL = 20;

/** Where somebody guesses: they stay shut while Redis is away. */
const isGuessing = (bucket: RateBucket) => /^(auth|invitation)\./.test(bucket);

/** How much anybody may do: counters shared through Redis, or per node without it and while it is away. */
@Injectable()
export class RateLimits {
  private readonly limiters: ReadonlyMap<RateBucket, Pick<RateLimiterAbstract, 'consume'> & Rewarding>;
  private readonly stock = new LRUCache<string, { left: number; reset: number }>({ max: 50_000 });
  private readonly fetching = new Map<string, Promise<void>>();

  constructor(
    private readonly config: Config,
    @Inject(REDIS) private readonly redis: Redis | undefined,
  ) {
    const buckets = Object.keys(config.rateLimits) as RateBucket[];
    this.limiters = new Map(buckets.map((bucket) => [bucket, this.limiter(bucket)]));
  }

  /**
   * Takes a point from `key`'s allowance in `bucket`. `key` is an account, an address or a user id.
   * @throws Problem `rate.limited` with the seconds to wait.
   */
  async consume(bucket: RateBucket, key: string): Promise<Allowance> {
    const { points, seconds } = this.config.rateLimits[bucket];
    if (!this.config.rateLimitEnabled) return { points, seconds, remaining: points, reset: 0 };
    const result = this.redis && HOT.has(bucket) ? await this.fromStock(bucket, key) : await this.take(bucket, key, 1);
    return { points, seconds, ...result };
  }

  /**
   * Gives a point back: for allowances that only failures use up. Take first, give back on success; to look first and take
   * later would let a thousand tries race past the look.
   */
  async giveBack(bucket: RateBucket, key: string): Promise<void> {
    if (this.config.rateLimitEnabled) await this.limiters.get(bucket)?.reward(key);
  }

  private limiter(bucket: RateBucket): RateLimiterAbstract | StrictLimiter {
    const { points, seconds } = this.config.rateLimits[bucket];
    const options = { keyPrefix: `${this.config.redisPrefix}:rate:${bucket}`, points, duration: seconds };
    const local = new RateLimiterMemory(options);
    if (!this.redis) return local;
    if (isGuessing(bucket)) return new StrictLimiter({ ...options, storeClient: this.redis });
    return new RateLimiterRedis({
      ...options,
      storeClient: this.redis,
      rejectIfRedisNotReady: true,
      insuranceLimiter: local,
      // Somebody who is over the limit is refused here without asking Redis each time.
      inMemoryBlockOnConsumed: points + 1,
    });
  }

  private async take(bucket: RateBucket, key: string, points: number): Promise<{ remaining: number; reset: number }> {
    try {
      const state = await this.limiters.get(bucket)?.consume(key, points);
      return { remaining: state?.remainingPoints ?? 0, reset: Math.ceil((state?.msBeforeNext ?? 0) / 1000) };
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes)
        throw limited(bucket, this.config.rateLimits[bucket], refusal.msBeforeNext);
      throw refusal;
    }
  }

  /** Points fetched ahead; one fetch at a time per key, which all that wait share. */
  private async fromStock(bucket: RateBucket, key: string): Promise<{ remaining: number; reset: number }> {
    const name = `${bucket}:${key}`;
    for (;;) {
      const stock = this.stock.get(name);
      if (stock && stock.left > 0) {
        stock.left -= 1;
        return { remaining: stock.left, reset: stock.reset };
      }
      let fetch = this.fetching.get(name);
      if (!fetch) {
        fetch = this.fetch(bucket, key, name).finally(() => this.fetching.delete(name));
        this.fetching.set(name, fetch);
      }
      await fetch;
    }
  }

  private async fetch(bucket: RateBucket, key: string, name: string): Promise<void> {
    const handful = Math.ceil(this.config.rateLimits[bucket].points / HANDFUL);
    const { reset } = await this.take(bucket, key, handful);
    const left = (this.stock.get(name)?.left ?? 0) + handful;
    this.stock.set(name, { left, reset }, { ttl: Math.max(1, reset * 1000) });
  }
}

interface Rewarding {
  reward(key: string): Promise<unknown>;
}

/** The refusal for too much at once, with what it was too much of. */
export function limited(name: RateBucket | FlowName, rate: Rate, milliseconds: number): Problem {
  const retryAfter = Math.max(1, Math.ceil(milliseconds / 1000));
  return fail('rate.limited', { retryAfter, limit: { name, ...rate } });
}
