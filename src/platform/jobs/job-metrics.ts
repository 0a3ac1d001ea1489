import { Counter, Gauge, Histogram } from 'prom-client';
import { registry } from '../health/metrics.js';

/** Tries that ended, by outcome: `done`, `retried`, `later` (put off, no try), `dead`, `lost` (another process took over), `released` (the process stopped). */
export const jobTries = new Counter({
  name: 'parley_job_tries_total',
  help: 'Tries of background jobs that ended.',
  labelNames: ['queue', 'name', 'outcome'] as const,
  registers: [registry],
});

/** How long tries took, in seconds. */
export const jobSeconds = new Histogram({
  name: 'parley_job_seconds',
  help: 'Duration of tries of background jobs.',
  labelNames: ['queue', 'name'] as const,
  buckets: [0.01, 0.05, 0.25, 1, 5, 15, 60],
  registers: [registry],
});

const STATES = ['waiting', 'active', 'delayed', 'dead'] as const;
type Counted = { queue: string } & Record<(typeof STATES)[number], number>;

let count: (() => Promise<Counted[]>) | undefined;

/** Says who counts the jobs for each scrape, from here on; with `until` only if it is still that one who does. */
export function showQueueFigures(by: typeof count, until?: typeof count): void {
  if (until === undefined || until === count) count = by;
}

/** Jobs by queue and state. Every node counts the same table, so over several nodes one takes the greatest and not the sum. */
const jobsHeld = new Gauge({
  name: 'parley_jobs',
  help: 'Background jobs by queue and state (waiting, active, delayed, dead); the same on every node.',
  labelNames: ['queue', 'state'] as const,
  registers: [registry],
  collect: async () => {
    const figures = (await count?.()) ?? [];
    jobsHeld.reset();
    for (const figure of figures)
      for (const state of STATES) jobsHeld.set({ queue: figure.queue, state }, figure[state]);
  },
});
