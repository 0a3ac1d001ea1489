/** What a caller may say about any work on a file. */
export interface Work {
  /** Aborted: the work ends at once, with its processes and threads, and throws the signal's reason. */
  signal?: AbortSignal;
}

/** How long work on one file may take, in milliseconds (docs: a hung child is killed at 60 s). */
export const LIMIT_MS = 60_000;
