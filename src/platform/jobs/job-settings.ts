/** How jobs are timed. Milliseconds throughout. Tests shorten them; nothing else should. */
export class JobSettings {
  /** Tries before a job is given up (trust.md: a poison job, at most three). */
  readonly maxAttempts: number = 3;
  /** For how long a job is put off that asks to be tried later: mail servers are expected back within a day or so (RFC 5321, 4.5.4.1). */
  readonly patienceMs: number = 24 * 3_600_000;
  /** How long one try may take before it counts as failed (a hung child is killed at 60 s). */
  readonly limitMs: number = 60_000;
  /** How long a claim holds unless renewed: after a `kill -9` another process takes over within 20 s. */
  readonly lockMs: number = 10_000;
  readonly renewMs: number = 3_000;
  /** How often a process looks for due rows that nobody told it about. */
  readonly pollMs: number = 1_000;
  /** With Redis: how often due rows are handed to Bull again, which refills an emptied Redis and starts delayed jobs. */
  readonly sweepMs: number = 3_000;
  /** What Bull has not delivered for so long, although Redis answers, is run without it. */
  readonly undeliveredMs: number = 30_000;
  /** How long work in hand may go on after the process was asked to stop (it has to be gone after 15 s). */
  readonly stopMs: number = 10_000;
  /** Jobs of one queue at the same time in one process: enough that one hung job holds up no other. */
  readonly concurrency: number = 4;
  /** What Bull's keys in Redis begin with. */
  readonly prefix: string = 'parley:jobs';

  constructor(settings: Partial<JobSettings> = {}) {
    Object.assign(this, settings);
  }

  /** How long a job of that age rests that asked for `afterMs` at least: a quarter of its age, half an hour at most. */
  later(afterMs: number, ageMs: number): number {
    return Math.max(afterMs, Math.min(ageMs / 4, 1_800_000)) * (1 + Math.random() / 5);
  }

  /** How long a job rests after its `attempt`-th failure, at the earliest: 5 s, 30 s, and up to a fifth more so that a crowd spreads out. */
  backoff(attempt: number): number {
    return 5_000 * 6 ** (attempt - 1) * (1 + Math.random() / 5);
  }
}
