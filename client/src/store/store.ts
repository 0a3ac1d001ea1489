import { emptyState, type State } from './state.js';

/** Holds the state and tells who looks at it that it changed. */
export class Store {
  private held: State = emptyState;
  private readonly listeners = new Set<() => void>();

  get state(): State {
    return this.held;
  }

  /** Replaces the state by what `change` makes of it. Listeners are told once, and only if something changed. */
  update(change: (state: State) => State): void {
    const next = change(this.held);
    if (next === this.held) return;
    this.held = next;
    for (const listener of [...this.listeners]) callListener(listener);
  }

  /** Calls `listener` after each change, until the answered function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** Calls foreign code. What it throws is its own affair and goes to the platform's handler of uncaught errors; it stops nobody else. */
export function callListener<Args extends unknown[]>(listener: (...args: Args) => void, ...args: Args): void {
  try {
    listener(...args);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
