import type { History } from './history.js';
import type { Store } from './store/store.js';

/**
 * Which part of an open channel is loaded. It begins at the end and grows as messages come; here it is led elsewhere, and kept small. While it is in
 * the past, new messages are counted and told as ever, and are not among `client.messages`.
 */
export class Pages {
  constructor(
    private readonly history: History,
    private readonly store: Store,
  ) {}

  /** Whether there are messages after the last of `client.messages`: the loaded part is in the past. */
  hasAfter(channelId: string): boolean {
    return this.store.state.timelines[channelId]?.window?.hasAfter ?? false;
  }

  /** Loads up to 50 newer messages of a channel that is in the past. @throws ParleyError */
  after(channelId: string): Promise<void> {
    return this.history.after(channelId);
  }

  /** Loads the messages around a number: beside what is loaded where that touches, else instead of it. @throws ParleyError */
  around(channelId: string, seq: number): Promise<void> {
    return this.history.turn(channelId, seq);
  }

  /** Leads a channel back to its newest messages. @throws ParleyError */
  newest(channelId: string): Promise<void> {
    return this.history.turn(channelId);
  }

  /** Lets the loaded messages go that lie outside of these numbers, both included: for memory. They can be loaded again. */
  keep(channelId: string, fromSeq: number, toSeq: number): void {
    this.history.keep(channelId, fromSeq, toSeq);
  }
}
