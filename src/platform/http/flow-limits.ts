import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Config, type FlowName } from '../config/config.js';
import { REDIS } from '../redis/redis.module.js';
import { Flow } from './flow.js';
import { limited } from './rate-limits.js';

/** What is asked for: a point of this flow, under this key (a user id, an address). */
export type Claim = readonly [name: FlowName, key: string];

/** How often a node tells the others what it let through. */
const SHARE_MS = 200;

/** The same number as `Flow` keeps, for all nodes, by Redis' own clock. Answers how many milliseconds are owed. */
const SHARE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local full = tonumber(redis.call('GET', KEYS[1]) or '0')
if full < now then full = now end
full = full + tonumber(ARGV[1])
redis.call('SET', KEYS[1], full, 'PX', full - now + 1000)
return full - now`;

/**
 * Allowances that are asked for on the way of every message: answered from memory at once, and told to the other nodes through Redis behind that. So
 * what somebody does on several nodes counts together, give or take a fifth of a second, and nobody waits for Redis, whether it is there or away. The
 * first of a burst is told without delay, for its answer says what they did elsewhere.
 */
@Injectable()
export class FlowLimits implements OnApplicationShutdown {
  private readonly logger = new Logger('Limits');
  private readonly flows: ReadonlyMap<FlowName, Flow>;
  /** Points taken since the last telling, by flow and key. */
  private readonly untold = new Map<string, { claim: Claim; points: number }>();
  private readonly timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: Config,
    @Inject(REDIS) private readonly redis: Redis | undefined,
  ) {
    this.flows = new Map(Object.entries(config.flows).map(([name, rate]) => [name as FlowName, new Flow(rate)]));
    if (redis && config.rateLimitEnabled) this.timer = setInterval(() => this.share(redis), SHARE_MS).unref();
  }

  /** Takes a point of each, or of none. @throws Problem `rate.limited` with the seconds to wait. */
  take(...claims: Claim[]): void {
    this.require(...claims);
    this.spend(...claims);
  }

  /** Takes none. @throws Problem `rate.limited` unless there is a point of each. */
  require(...claims: Claim[]): void {
    if (!this.config.rateLimitEnabled) return;
    const now = performance.now();
    for (const [name, key] of claims) {
      const wait = this.flow(name).wait(key, now);
      if (wait > 0) throw limited(name, this.config.flows[name], wait);
    }
  }

  /** Takes a point of each, also where there is none: for what has happened already. */
  spend(...claims: Claim[]): void {
    if (!this.config.rateLimitEnabled) return;
    const now = performance.now();
    for (const claim of claims) {
      const [name, key] = claim;
      const isFresh = this.flow(name).owed(key, now) === 0;
      this.flow(name).take(key, now);
      if (!this.redis || name === 'socket.connection') continue; // a socket is on one node
      if (isFresh) this.tell(this.redis, claim, 1);
      else this.count(claim);
    }
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private flow(name: FlowName): Flow {
    return this.flows.get(name)!;
  }

  /** While Redis is away each node goes by its own counts, and what it would have told is dropped. */
  private share(redis: Redis): void {
    const telling = [...this.untold.values()];
    this.untold.clear();
    for (const { claim, points } of telling) this.tell(redis, claim, points);
  }

  private count(claim: Claim): void {
    const told = claim.join(':');
    const points = (this.untold.get(told)?.points ?? 0) + 1;
    this.untold.set(told, { claim, points });
  }

  private tell(redis: Redis, [name, key]: Claim, points: number): void {
    if (redis.status !== 'ready') return;
    const flow = this.flow(name);
    const cost = Math.ceil(points * flow.pointMs);
    redis.eval(SHARE, 1, `${this.config.redisPrefix}:flow:${name}:${key}`, cost).then(
      (owed) => flow.owe(key, performance.now(), Number(owed)),
      (error: Error) => this.logger.debug(`A count was not shared: ${error.message}`),
    );
  }
}
