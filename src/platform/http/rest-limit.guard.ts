import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { addressKey } from './address.js';
import { Callers } from './callers.js';
import { FlowLimits, type Claim } from './flow-limits.js';
import { RateLimits } from './rate-limits.js';

/**
 * Counts every REST request under its caller, or under its address without a valid token, and says in the answer what is
 * left (`RateLimit-Policy` and `RateLimit`, draft-ietf-httpapi-ratelimit-headers-09). Whoever asked too often for what is not there has to wait.
 */
@Injectable()
export class RestLimitGuard implements CanActivate {
  constructor(
    private readonly limits: RateLimits,
    private readonly flows: FlowLimits,
    private readonly callers: Callers,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    if (!request.path.startsWith('/api/')) return true;
    const response = context.switchToHttp().getResponse<Response>();
    const userId = await this.callers.userIdOf(request);
    const [bucket, key] = userId
      ? (['rest.user', userId] as const)
      : (['rest.address', addressKey(request.ip)] as const);
    const { points, seconds, remaining, reset } = await this.limits.consume(bucket, key);
    response.setHeader('RateLimit-Policy', `"${bucket}";q=${points};w=${seconds}`);
    response.setHeader('RateLimit', `"${bucket}";r=${remaining};t=${reset}`);
    const miss: Claim = ['lookup.miss', key];
    this.flows.require(miss);
    response.once('finish', () => {
      if (response.statusCode === 404) this.flows.spend(miss);
    });
    return true;
  }
}
