import { callListener } from './store/store.js';

/**
 * Where the client stands.
 * - `signed-out`: nobody is signed in. `reason`: undefined at first, then `logout`, or the code with which the server ended the session.
 * - `connecting`: the live connection is being made.
 * - `syncing`: it is up, and what was missed is being fetched.
 * - `online`: everything is up to date and comes live.
 * - `offline`: a try to connect failed; more follow by themselves. Commands and messages go by REST where that works.
 */
export interface Status {
  readonly state: 'signed-out' | 'connecting' | 'syncing' | 'online' | 'offline';
  /** Why, in the words of the network or as a problem's code; undefined where there is nothing to explain. */
  readonly reason?: string;
}

/** The status, observable. */
export class StatusLight {
  private shown: Status = { state: 'signed-out' };
  private readonly listeners = new Set<(status: Status) => void>();

  get current(): Status {
    return this.shown;
  }

  show(state: Status['state'], reason?: string): void {
    if (this.shown.state === state && this.shown.reason === reason) return;
    this.shown = reason === undefined ? { state } : { state, reason };
    for (const listener of [...this.listeners]) callListener(listener, this.shown);
  }

  on(listener: (status: Status) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
