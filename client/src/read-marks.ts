import type { Store } from './store/store.js';

/** Sends read marks: while one is under way only the newest next one is kept. */
export class ReadMarks {
  private readonly next = new Map<string, number>();
  private readonly busy = new Set<string>();

  constructor(
    private readonly store: Store,
    private readonly send: (input: { channelId: string; seq: number }) => Promise<unknown>,
  ) {}

  /** Marks everything up to `seq` as read. Resolves when the server knows it; at once when it is read already or goes along with one under way. */
  async mark(channelId: string, seq: number): Promise<void> {
    if (seq <= (this.store.state.readMarks[channelId]?.seq ?? 0)) return;
    this.next.set(channelId, Math.max(seq, this.next.get(channelId) ?? 0));
    if (this.busy.has(channelId)) return;
    this.busy.add(channelId);
    try {
      for (let wanted = this.take(channelId); wanted !== undefined; wanted = this.take(channelId)) {
        await this.send({ channelId, seq: wanted });
      }
    } finally {
      this.busy.delete(channelId);
      this.next.delete(channelId);
    }
  }

  private take(channelId: string): number | undefined {
    const seq = this.next.get(channelId);
    this.next.delete(channelId);
    return seq;
  }
}
