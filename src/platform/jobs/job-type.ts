/** A kind of job: the queue it waits in, its name, and (as a type only) what it carries. Payloads are JSON. */
export interface JobType<P extends object = object> {
  readonly queue: string;
  readonly name: string;
  /** Never set: carries the payload's type. */
  readonly payload?: P;
}

const declared = new Map<string, JobType>();

/**
 * Declares a kind of job, once, for example `jobType<{ sessionId: string }>('mail', 'login')`. The process does not boot while a declared kind
 * has no handler, so a job that is enqueued can also run.
 * @throws Error when the same queue and name are declared twice.
 */
export function jobType<P extends object>(queue: string, name: string): JobType<P> {
  const key = jobKey({ queue, name });
  if (declared.has(key)) throw new Error(`The job ${key} is declared twice.`);
  const type: JobType<P> = { queue, name };
  declared.set(key, type);
  return type;
}

/** Every kind of job that the loaded files declare. */
export function declaredJobTypes(): JobType[] {
  return [...declared.values()];
}

/** `queue/name`: how a kind of job is called in logs and errors. */
export function jobKey({ queue, name }: Pick<JobType, 'queue' | 'name'>): string {
  return `${queue}/${name}`;
}
