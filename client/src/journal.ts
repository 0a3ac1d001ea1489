import { ParleyError } from './errors.js';

/** So many are remembered. */
const KEPT = 50;

/** Something that went wrong. */
export interface JournalEntry {
  /** RFC 3339 by this machine's clock. */
  readonly at: string;
  /** What was done: a command's name, or `connection`. */
  readonly what: string;
  /** A problem's code, or the words of the network. */
  readonly code: string;
  /** By which the server's log has it. */
  readonly requestId?: string;
}

/** What went wrong lately, for whoever has to find out why. Nothing that anybody wrote is in it. */
export class Journal {
  private held: readonly JournalEntry[] = [];

  /** Oldest first. */
  get entries(): readonly JournalEntry[] {
    return this.held;
  }

  note(what: string, why: unknown): void {
    const error = why instanceof ParleyError ? why : undefined;
    const code = error?.code ?? (typeof why === 'string' ? why : 'client.unexpected_answer');
    const requestId = error?.requestId;
    const entry = { at: new Date().toISOString(), what, code, ...(requestId !== undefined && { requestId }) };
    this.held = [...this.held, entry].slice(-KEPT);
  }

  clear(): void {
    this.held = [];
  }
}
