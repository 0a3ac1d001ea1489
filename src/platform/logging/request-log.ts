import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pinoHttp, type HttpLogger } from 'pino-http';
import type { Logger } from 'pino';
import { routeOf } from '../http/route-of.js';

/** An incoming id is kept when it is harmless in logs and headers; else the request gets a new one. */
const ACCEPTED_ID = /^[\w-]{8,64}$/;
const QUIET = /^\/(health\/|metrics$)/;

function requestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && ACCEPTED_ID.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  return id;
}

function what(request: IncomingMessage): { method: string | undefined; route: string | undefined } {
  return { method: request.method, route: routeOf(request) };
}

/**
 * Gives every request its id (`request.id`, answered as `X-Request-Id`) and one log entry when it is answered: id, method,
 * route, status and milliseconds. The route is the pattern, for paths and queries may hold codes and ids of people; headers,
 * bodies and addresses stay out.
 */
export function requestLog(logger: Logger, level: 'info' | 'debug'): HttpLogger {
  return pinoHttp({
    logger,
    genReqId: requestId,
    autoLogging: { ignore: (request) => QUIET.test(request.url ?? '') },
    quietReqLogger: true,
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : level),
    customSuccessMessage: () => 'answered',
    customErrorMessage: () => 'answered with an error',
    customSuccessObject: (request, _response, entry: object) => ({ ...entry, ...what(request) }),
    customErrorObject: (request, _response, _error, entry: object) => ({ ...entry, ...what(request) }),
    customAttributeKeys: { reqId: 'requestId', responseTime: 'ms' },
    serializers: {
      req: () => undefined,
      res: (response: { statusCode: number }) => response.statusCode,
      err: () => undefined,
    },
  });
}
