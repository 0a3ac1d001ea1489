import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { isUnavailable } from '../database/errors.js';
import { ClaimLost, failureText, GiveUp, JobTimedOut, ProcessStopping, TryLater } from './job-failure.js';
import { JobHandlers, type JobHandler } from './job-handlers.js';
import { jobSeconds, jobTries } from './job-metrics.js';
import { JobSettings } from './job-settings.js';
import { JobStore, type ClaimedJob, type JobRef } from './job-store.js';
import { jobKey } from './job-type.js';

type Outcome = 'done' | 'retried' | 'later' | 'dead' | 'lost' | 'released';

const STORE_TRIES = 10;
const STORE_PAUSE_MS = 1_000;
const LAST_WORD_MS = 2_000; // for letting go of the claims when the time to stop is over

/** Runs one job, whoever tells of it: claims the row, holds the claim while the handler works, and writes down how it ended. */
@Injectable()
export class JobExecutor {
  private readonly logger = new Logger('Jobs');
  private readonly running = new Set<Promise<unknown>>();
  private readonly controllers = new Set<AbortController>();
  private stopping = false;

  constructor(
    private readonly store: JobStore,
    private readonly handlers: JobHandlers,
    private readonly settings: JobSettings,
  ) {}

  /**
   * Runs the job if this process can have it; otherwise does nothing. Resolves when the try ended, whatever the handler did.
   * @throws the database's error when the row could not be claimed or its end not stored; the job is taken up again later.
   */
  async run(job: Pick<JobRef, 'id' | 'queue' | 'name'>): Promise<void> {
    const handle = this.handlers.find(job);
    if (this.stopping || !handle) return; // no handler: the job belongs to another version of the program, whose nodes will take it
    const run = this.claimAndRun(job.id, handle);
    const settled = run.then(
      () => undefined,
      () => undefined, // the caller gets the error; here it only matters that the run is over
    );
    this.running.add(settled);
    try {
      await run;
    } finally {
      this.running.delete(settled);
    }
  }

  /** Takes nothing more, lets work in hand go on for `stopMs`, then aborts it and gives the rest back. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.settledWithin(this.settings.stopMs);
    for (const controller of this.controllers) controller.abort(new ProcessStopping('The process stops.'));
    await this.settledWithin(LAST_WORD_MS);
  }

  private async settledWithin(ms: number): Promise<void> {
    const timer = new AbortController();
    await Promise.race([
      Promise.all(this.running),
      sleep(ms, undefined, { ref: false, signal: timer.signal }).catch(() => {
        // Aborted: the work was done in time.
      }),
    ]);
    timer.abort();
  }

  private async claimAndRun(id: string, handle: JobHandler<object>): Promise<void> {
    const job = await this.store.claim(id);
    if (!job) return;
    const { queue, name } = job;
    const stopClock = jobSeconds.startTimer({ queue, name });
    const outcome = await this.attempt(job, handle);
    stopClock();
    jobTries.inc({ queue, name, outcome });
  }

  private async attempt(job: ClaimedJob, handle: JobHandler<object>): Promise<Outcome> {
    if (job.attempts > this.settings.maxAttempts) {
      return this.fail(job, job.lastError ?? 'The process ended each time while it did this job.');
    }
    try {
      await this.handle(job, handle);
    } catch (error) {
      if (error instanceof ClaimLost) return 'lost';
      if (error instanceof ProcessStopping) return this.stored('released', () => this.store.release(job));
      if (error instanceof TryLater) return this.putOff(job, error);
      if (error instanceof GiveUp) return this.bury(job, failureText(error));
      return this.fail(job, failureText(error));
    }
    return this.stored('done', () => this.store.remove(job));
  }

  private async handle(job: ClaimedJob, handle: JobHandler<object>): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    const timeUp = (): void =>
      controller.abort(new JobTimedOut(`The job took longer than ${this.settings.limitMs} ms.`));
    const limit = setTimeout(timeUp, this.settings.limitMs);
    const renewal = setInterval(() => void this.renew(job, controller), this.settings.renewMs);
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    this.controllers.add(controller);
    try {
      const payload = JSON.parse(job.payload) as object;
      await Promise.race([handle(payload, { jobId: job.id, attempt: job.attempts, signal }), aborted]);
    } finally {
      this.controllers.delete(controller);
      clearTimeout(limit);
      clearInterval(renewal);
    }
  }

  private async renew(job: ClaimedJob, controller: AbortController): Promise<void> {
    try {
      if (!(await this.store.renew(job))) controller.abort(new ClaimLost('Another process took the job over.'));
    } catch (error) {
      this.logger.warn(`The claim on job ${job.id} could not be renewed: ${failureText(error)}`);
    }
  }

  private fail(job: ClaimedJob, error: string): Promise<Outcome> {
    if (job.attempts >= this.settings.maxAttempts) return this.bury(job, error);
    this.logger.warn(`Job ${jobKey(job)} ${job.id} failed (try ${job.attempts}): ${error}`);
    return this.stored('retried', () => this.store.postpone(job, this.settings.backoff(job.attempts), error));
  }

  private putOff(job: ClaimedJob, asked: TryLater): Promise<Outcome> {
    const error = failureText(asked);
    if (job.ageMs >= this.settings.patienceMs) return this.bury(job, error);
    const delayMs = this.settings.later(asked.afterMs, job.ageMs);
    this.logger.warn(`Job ${jobKey(job)} ${job.id} is put off for ${Math.round(delayMs / 1000)} s: ${error}`);
    return this.stored('later', () => this.store.putOff(job, delayMs, error));
  }

  private bury(job: ClaimedJob, error: string): Promise<Outcome> {
    const what = `Job ${jobKey(job)} ${job.id} failed (try ${job.attempts}): ${error}`;
    this.logger.error(`${what}. It is given up and kept among the dead letters.`);
    return this.stored('dead', () => this.store.bury(job, error));
  }

  /** What was done must be written down, or it is done twice: a database that is away for seconds is waited for. */
  private async stored(outcome: Outcome, statement: () => Promise<boolean>): Promise<Outcome> {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await statement()) ? outcome : 'lost';
      } catch (error) {
        if (attempt === STORE_TRIES || !isUnavailable(error)) throw error;
        await sleep(STORE_PAUSE_MS);
      }
    }
  }
}
