import { Counter, Histogram } from 'prom-client';
import { registry } from '../health/metrics.js';

/** Tries that ended, by outcome: `done`, `retried`, `dead`, `lost` (another process took over), `released` (the process stopped). */
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
