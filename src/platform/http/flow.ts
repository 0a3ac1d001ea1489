import { LRUCache } from 'lru-cache';
import type { Rate } from '../config/parsers.js';

/** More keys than people send at once; the ones that were quiet the longest are forgotten first, which lets them through. */
const MOST_KEYS = 100_000;

/**
 * A token bucket for each key, kept as one number: when it will be full again (the generic cell rate algorithm, ITU-T I.371). `points` may come at
 * once, and after that as many in each `seconds`. Milliseconds throughout; any clock will do that only goes forward.
 */
export class Flow {
  private readonly fullAt = new LRUCache<string, number>({ max: MOST_KEYS });
  /** How long one point takes to come back, and all of them. */
  readonly pointMs: number;
  readonly periodMs: number;

  constructor({ points, seconds }: Rate) {
    this.periodMs = seconds * 1000;
    this.pointMs = this.periodMs / points;
  }

  /** How long `key` has to wait for a point; 0 when there is one. */
  wait(key: string, now: number): number {
    return Math.max(0, this.owed(key, now) + this.pointMs - this.periodMs);
  }

  /** Takes a point, whether there is one or not. */
  take(key: string, now: number): void {
    this.fullAt.set(key, now + this.owed(key, now) + this.pointMs);
  }

  /** Milliseconds until the bucket is full again. */
  owed(key: string, now: number): number {
    return Math.max(0, (this.fullAt.get(key) ?? 0) - now);
  }

  /** Other nodes took points as well: the bucket is full again not before this many milliseconds, a second period at most. */
  owe(key: string, now: number, owedMs: number): void {
    this.fullAt.set(key, now + Math.max(this.owed(key, now), Math.min(owedMs, 2 * this.periodMs)));
  }
}
