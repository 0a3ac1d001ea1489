/**
 * Look-ups of which many ask the same: while one of a key is under way, all who come for that key share the next. A lone one goes at once, and
 * what is answered was always read after it was asked for. Whoever asks gets the same object and must not change it.
 */
export class Shared<V> {
  /** Settled when the look-up that is under way is done, whichever way. */
  private readonly running = new Map<string, Promise<void>>();
  private readonly next = new Map<string, Promise<V>>();

  /** A rejected look-up rejects for those who shared it, and for nobody after them. */
  of(key: string, lookUp: () => Promise<V>): Promise<V> {
    const running = this.running.get(key);
    if (!running) return this.run(key, lookUp);
    const shared = this.next.get(key);
    if (shared) return shared;
    const next = running.then(() => {
      this.next.delete(key);
      return this.run(key, lookUp);
    });
    this.next.set(key, next);
    return next;
  }

  private run(key: string, lookUp: () => Promise<V>): Promise<V> {
    const found = lookUp();
    const done = () => {
      if (!this.next.has(key)) this.running.delete(key);
    };
    this.running.set(key, found.then(done, done));
    return found;
  }
}
