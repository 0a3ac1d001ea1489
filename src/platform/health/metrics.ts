import { collectDefaultMetrics, Registry } from 'prom-client';

/** What `/metrics` prints. Whoever counts something makes a metric with `registers: [registry]` and a name `parley_…`. */
export const registry = new Registry();

/** Adds what Node knows of itself: memory, event loop delay, garbage collection. Once per process. */
export function collectProcessMetrics(): void {
  if (!registry.getSingleMetric('process_cpu_user_seconds_total')) collectDefaultMetrics({ register: registry });
}
