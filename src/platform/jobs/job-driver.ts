import type Bull from 'bull';
import type { NewJob } from './job-sql.js';

/** Who brings jobs to the executor. Both drivers run what the table holds, and a driver that loses everything it knows loses nothing. */
export interface JobDriver {
  /** The queues in Redis, for looking at them; none without it. */
  readonly bullQueues: readonly Bull.Queue[];
  /** Begins to run jobs in this process. */
  work(): void;
  /** Told of a commit's jobs at once. Must not wait and must not throw: it is called on the way of a request. */
  released(jobs: readonly NewJob[]): void;
  /** Takes no more jobs. Those in hand go on. */
  stop(): Promise<void>;
  /** Lets go of connections, after the jobs in hand have ended. */
  close(): Promise<void>;
}
