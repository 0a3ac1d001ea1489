/** How long work on one file may take, in milliseconds: a hung decoder ends then (docs: 60 s). */
export const LIMIT_MS = 60_000;

/** What a caller may say about any work on a file. */
export interface Work {
  /** Aborted: the work ends, with its processes and threads, and throws the signal's reason. */
  signal?: AbortSignal;
  /** In milliseconds; LIMIT_MS when left out. */
  limitMs?: number;
}
