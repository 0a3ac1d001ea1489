/** Others were first, and took too long: whoever waited is to come again. */
export class NoTurn extends Error {
  override readonly name = 'NoTurn';
}

/** Has work done one piece at a time, first come, first served. */
export class Turns {
  private taken = false;
  private readonly waiting: (() => void)[] = [];

  /** @param patienceMs How long anybody waits for a turn, in milliseconds. */
  constructor(private readonly patienceMs: number) {}

  /** @throws NoTurn, the signal's reason when that comes before the turn does, and what `work` throws. */
  async take<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    if (this.taken) await this.called(signal);
    this.taken = true;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.taken = false;
    }
  }

  /** Waits in the line. Whoever leaves it is not called any more, so nobody behind waits for them. */
  private called(signal: AbortSignal | undefined): Promise<void> {
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
      const timer = setTimeout(
        () => leave(new NoTurn(`Others were at it for ${this.patienceMs} ms.`)),
        this.patienceMs,
      );
      const stopWaiting = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.waiting.push(come);
    });
  }
}
