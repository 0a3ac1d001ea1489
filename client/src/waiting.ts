/** A wait that doubles with each failure up to a limit and is spread by half, so that a thousand clients do not come back at once. */
export class Backoff {
  private failures = 0;

  constructor(private readonly limits: readonly [first: number, longest: number]) {}

  /** Milliseconds until the next try. */
  next(): number {
    const [first, longest] = this.limits;
    const wait = Math.min(longest, first * 2 ** this.failures);
    this.failures += 1;
    return between([wait / 2, wait]);
  }

  /** To be called after a success. */
  reset(): void {
    this.failures = 0;
  }
}

/** A random number of milliseconds between the two. */
export function between([shortest, longest]: readonly [number, number]): number {
  return shortest + Math.random() * (longest - shortest);
}

/** A wait that can be cut short. */
export class Alarm {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ring: () => void) {}

  /** Rings after `ms`; a wait that is under way is replaced. */
  set(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.ring();
    }, ms);
  }

  /** Whether it will ring. */
  get isSet(): boolean {
    return this.timer !== undefined;
  }

  /** Does not ring any more. */
  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
