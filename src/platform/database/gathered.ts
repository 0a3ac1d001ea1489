/** So many go into one query at most. */
const MAX_GATHERED = 200;

interface Asked<K, V> {
  key: K;
  resolve: (value: V | undefined) => void;
  reject: (error: unknown) => void;
}

/**
 * Look-ups that share their queries: those that come while a query is under way go together in the next one. A lone one goes at once, and what
 * is answered was always read after it was asked for.
 */
export class Gathered<K, V> {
  private asked: Asked<K, V>[] = [];
  private looking = false;

  /** `lookUp` answers in the order of its keys. */
  constructor(private readonly lookUp: (keys: K[]) => Promise<(V | undefined)[]>) {}

  of(key: K): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      this.asked.push({ key, resolve, reject });
      if (!this.looking) void this.look();
    });
  }

  /** Never rejects: a query that fails is the answer to those who shared it. */
  private async look(): Promise<void> {
    this.looking = true;
    while (this.asked.length > 0) {
      const asked = this.asked.splice(0, MAX_GATHERED);
      try {
        const found = await this.lookUp(asked.map(({ key }) => key));
        asked.forEach(({ resolve }, index) => resolve(found[index]));
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
    }
    this.looking = false;
  }
}
