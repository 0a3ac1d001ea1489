/** Too many were first: whoever wants a turn is to come again. Callers are answered `server.busy`. */
export class NoTurn extends Error {
  override readonly name = 'NoTurn';
}

/** How work is let in. */
interface Line {
  /** So much runs at once. */
  atOnce: number;
  /** So many wait; any number where it is left out. */
  mostWaiting?: number;
  /** In milliseconds. For ever where it is left out. */
  patienceMs?: number;
}

/** Has work that is dear done a little at a time, first come, first served. */
export class Turns {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly line: Line) {
    this.free = line.atOnce;
  }

  /** @throws NoTurn, the signal's reason when that comes before the turn does, and what `work` throws. */
  async take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.waiting.length >= (this.line.mostWaiting ?? Infinity)) throw new NoTurn('Too many wait already.');
    if (this.free > 0) this.free -= 1;
    else await this.called(signal);
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }

  /** Waits in the line. Whoever leaves it is not called any more, so nobody behind waits for them. */
  private called(signal: AbortSignal | undefined): Promise<void> {
    const { patienceMs } = this.line;
    return new Promise((resolve, reject) => {
      const come = () => {
        stopWaiting();
        resolve();
      };
      const leave = (why: Error) => {
        stopWaiting();
        this.waiting.splice(this.waiting.indexOf(come), 1);
        reject(why);
      };
      const abort = () => leave(signal?.reason as Error);
      const tire = () => leave(new NoTurn(`Others were at it for ${patienceMs} ms.`));
      const timer = patienceMs === undefined ? undefined : setTimeout(tire, patienceMs);
      const stopWaiting = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.waiting.push(come);
    });
  }
}
