import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Config } from '../config/config.js';
import { fail } from '../errors/problem.js';
import { isFromThisMachine } from '../http/address.js';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Who may read `/metrics`: it tells how busy the place is. */
@Injectable()
export class MetricsDoor {
  constructor(private readonly config: Config) {}

  /** @throws Problem `auth.required` with METRICS_TOKEN set and not sent, `route.not_found` without one, from elsewhere or where PUBLIC_URL names another machine. */
  check(request: Request): void {
    const { metricsToken, isForThisMachine } = this.config;
    if (metricsToken === undefined) {
      if (!isForThisMachine || !isFromThisMachine(request)) throw fail('route.not_found');
      return;
    }
    const sent = (request.headers.authorization ?? '').replace(/^Bearer /i, '');
    // Of equal length and compared in constant time, so that the answer's time tells nothing of the token.
    if (!timingSafeEqual(digest(sent), digest(metricsToken))) throw fail('auth.required');
  }
}
