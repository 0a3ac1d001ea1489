import { fail } from '../../platform/errors/problem.js';

/** Lets at most so many run at once; the others wait in order of arrival, `most` of them. */
export class Turns {
  private readonly waiting: (() => void)[] = [];

  constructor(
    private free: number,
    private readonly most: number,
  ) {}

  /** @throws Problem `server.busy` when as many wait as may. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= this.most) throw fail('server.busy', { retryAfter: 2 });
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
