import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  type IRateLimiterStoreOptions,
} from 'rate-limiter-flexible';

/**
 * For guesses at passwords and codes: the nodes count together in Redis, and each counts by itself as well. While Redis is away the node goes by what it
 * has seen, that of before included, and lets through half, for there are others; so taking Redis away buys nobody a fresh allowance on each node.
 */
export class StrictLimiter {
  private readonly shared: RateLimiterRedis;
  private readonly own: RateLimiterMemory;
  private readonly points: number;

  constructor(options: IRateLimiterStoreOptions & { points: number }) {
    this.points = options.points;
    this.shared = new RateLimiterRedis({
      ...options,
      rejectIfRedisNotReady: true,
      inMemoryBlockOnConsumed: options.points + 1,
    });
    this.own = new RateLimiterMemory(options);
  }

  /** @throws RateLimiterRes when there is nothing left. */
  async consume(key: string, points = 1): Promise<RateLimiterRes> {
    const own = await this.own.penalty(key, points);
    // oxlint-disable-next-line typescript/only-throw-error -- what rate-limiter-flexible throws as well
    if (own.consumedPoints > this.points) throw own;
    try {
      return await this.shared.consume(key, points);
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) throw refusal;
      // oxlint-disable-next-line typescript/only-throw-error -- likewise
      if (own.consumedPoints > Math.ceil(this.points / 2)) throw own;
      return own;
    }
  }

  /** Gives a point back, here and, where it can be reached, for all. */
  async reward(key: string): Promise<void> {
    await this.own.reward(key);
    await this.shared.reward(key).catch(() => {
      // Redis is away: there the point stays taken until its window ends, which is on the safe side.
    });
  }
}
