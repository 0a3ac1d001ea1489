import { Injectable } from '@nestjs/common';
import { declaredJobTypes, jobKey, type JobType } from './job-type.js';

/** What a handler is told beside the payload. */
export interface JobContext {
  /** The same for every try: what must happen once (a mail's Message-ID, a file's name) is derived from it. */
  jobId: string;
  /** 1 for the first try. */
  attempt: number;
  /** Aborted when the time is up, the claim is lost or the process stops. Pass it on to whatever can take it. */
  signal: AbortSignal;
}

/** Does one job. It may run more than once for one job, so it must be idempotent. Throwing counts as a failed try. */
export type JobHandler<P extends object> = (payload: P, context: JobContext) => Promise<void>;

/** Who does which kind of job. Features register in a constructor or in `onModuleInit`. */
@Injectable()
export class JobHandlers {
  private readonly handlers = new Map<string, { type: JobType; handle: JobHandler<object> }>();

  /** @throws Error when this kind of job has a handler already. */
  register<P extends object>(type: JobType<P>, handle: JobHandler<P>): void {
    if (this.handlers.has(jobKey(type))) throw new Error(`The job ${jobKey(type)} has two handlers.`);
    this.handlers.set(jobKey(type), { type, handle: handle as JobHandler<object> });
  }

  /** The handler of this kind of job, if this version of the program has one. */
  find(type: Pick<JobType, 'queue' | 'name'>): JobHandler<object> | undefined {
    return this.handlers.get(jobKey(type))?.handle;
  }

  /** The queues that have handlers, and the names of the jobs in each. */
  queues(): Map<string, string[]> {
    const queues = new Map<string, string[]>();
    for (const { type } of this.handlers.values())
      queues.set(type.queue, [...(queues.get(type.queue) ?? []), type.name]);
    return queues;
  }

  /** @throws Error naming every declared kind of job that has no handler. */
  check(): void {
    const missing = declaredJobTypes().filter((type) => !this.find(type));
    if (missing.length > 0) throw new Error(`No handler is registered for the jobs ${missing.map(jobKey).join(', ')}.`);
  }
}
