import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../http/public.js';
import { MetricsDoor } from './metrics-door.js';
import { registry } from './metrics.js';
import { Readiness, type ReadyState } from './readiness.js';

/** For balancers, orchestrators and monitoring. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly readiness: Readiness,
    private readonly door: MetricsDoor,
  ) {}

  /** The event loop turns: 200, whatever else is broken. A process that does not answer should be restarted. */
  @Get('health/live')
  @Public()
  live(): { status: 'alive' } {
    return { status: 'alive' };
  }

  /** 200 when this node should get work, else 503. */
  @Get('health/ready')
  @Public()
  async ready(@Res({ passthrough: true }) response: Response): Promise<ReadyState> {
    return answer(response, await this.readiness.look());
  }

  /** Prometheus' text format: for this machine, or for whoever holds METRICS_TOKEN when that is set. */
  @Get('metrics')
  @Public()
  async metrics(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<string> {
    this.door.check(request);
    response.type(registry.contentType);
    return registry.metrics();
  }
}

function answer(response: Response, state: ReadyState): ReadyState {
  response.status(state.status === 'ready' ? 200 : 503).setHeader('Cache-Control', 'no-store');
  return state;
}
