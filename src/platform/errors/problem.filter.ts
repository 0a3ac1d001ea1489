import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { asProblem } from './as-problem.js';
import { toProblemBody, type Problem } from './problem.js';

/** RFC 6750 (3.1): a token that was sent and is not good is told apart from none. */
function challenge(problem: Problem): string {
  return problem.code === 'auth.required' ? 'Bearer' : 'Bearer error="invalid_token"';
}

/** Answers `problem` as `application/problem+json` with the headers that belong to its status. */
export function sendProblem(request: Request, response: Response, problem: Problem): void {
  if (problem.retryAfter !== undefined) response.setHeader('Retry-After', String(problem.retryAfter));
  if (problem.limit) tellLimit(response, problem.limit, problem.retryAfter ?? 1);
  if (problem.status === 401) response.setHeader('WWW-Authenticate', challenge(problem));
  const body = JSON.stringify(toProblemBody(problem, String(request.id)));
  response.status(problem.status).type('application/problem+json').send(body);
}

/** Beside the allowance of all requests, which has been told already (draft-ietf-httpapi-ratelimit-headers-09). */
function tellLimit(response: Response, { name, points, seconds }: NonNullable<Problem['limit']>, reset: number): void {
  const add = (header: string, value: string) => {
    const told = response.getHeader(header);
    response.setHeader(header, told === undefined ? value : `${String(told)}, ${value}`);
  };
  add('RateLimit-Policy', `"${name}";q=${points};w=${seconds}`);
  add('RateLimit', `"${name}";r=0;t=${reset}`);
}

/** Answers everything that is thrown behind the REST door as `application/problem+json` (RFC 9457). */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const problem = asProblem(error);
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    if (problem.status >= 500) {
      this.log.error({ msg: problem.code, requestId: request.id, err: problem.cause ?? problem });
    }
    // An answer that broke off must not look whole.
    if (response.headersSent) response.destroy();
    else sendProblem(request, response, problem);
  }
}
