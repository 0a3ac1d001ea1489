/** A fair lock for one process: callers get it in the order in which they asked. */
export class Mutex {
  private tail: Promise<unknown> = Promise.resolve();

  /** Runs `work` when everyone before has finished, whether they succeeded or failed. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.then(
      () => undefined,
      () => undefined, // the failure belongs to the caller who awaits `result`; the queue goes on
    );
    return result;
  }
}
