import type { NextFunction, Request, Response } from 'express';
import { Histogram } from 'prom-client';
import { registry } from '../health/metrics.js';
import { routeOf } from './route-of.js';

const seconds = new Histogram({
  name: 'parley_http_request_seconds',
  help: 'Seconds from the arrival of a request to the end of its answer.',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [registry],
});

/** Measures every request under its route's pattern: real paths would make a series per id. */
export function requestMetrics(request: Request, response: Response, next: NextFunction): void {
  const stop = seconds.startTimer();
  response.once('finish', () => {
    stop({ method: request.method, route: routeOf(request) ?? 'none', status: String(response.statusCode) });
  });
  next();
}
