import type { Server } from 'node:http';
import { Global, Module, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { APP_GUARD, HttpAdapterHost } from '@nestjs/core';
import type { Request, Response } from 'express';
import { fail } from '../errors/problem.js';
import { sendProblem } from '../errors/problem.filter.js';
import { Callers } from './callers.js';
import { FlowLimits } from './flow-limits.js';
import { RateLimits } from './rate-limits.js';
import { RestLimitGuard } from './rest-limit.guard.js';
import { RootController } from './root.controller.js';
import { SignedAddresses } from './signed-addresses.js';

/** What every HTTP request meets: who calls, how much they may do, and the pages for people who open the address. */
@Global()
@Module({
  controllers: [RootController],
  providers: [Callers, SignedAddresses, RateLimits, FlowLimits, { provide: APP_GUARD, useClass: RestLimitGuard }],
  exports: [Callers, SignedAddresses, RateLimits, FlowLimits],
})
export class HttpModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly host: HttpAdapterHost) {}

  /** Nest answers unknown paths under the prefix only; beside it Express would show a page of its own. */
  onApplicationBootstrap(): void {
    this.adapter?.use((request: Request, response: Response) =>
      sendProblem(request, response, fail('route.not_found')),
    );
  }
  /**
   * Closing waits for open connections, and Node closes the idle ones only once, at its start: a connection whose last answer
   * comes later would be waited for until its keep-alive ends, longer than the process may take to stop.
   */
  beforeApplicationShutdown(): void {
    const server = this.adapter?.getHttpServer() as Server | undefined;
    if (!server) return;
    const timer = setInterval(() => server.closeIdleConnections(), 50);
    timer.unref();
    server.once('close', () => clearInterval(timer));
  }

  /** A worker is made of the same modules and has no HTTP server, which Nest's type does not say. */
  private get adapter(): HttpAdapterHost['httpAdapter'] | undefined {
    return this.host.httpAdapter;
  }
}
