import { isUtf8 } from 'node:buffer';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NestApplicationOptions } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Config } from '../config/config.js';
import { InputPipe } from '../errors/input.pipe.js';
import { fail } from '../errors/problem.js';
import { ProblemFilter } from '../errors/problem.filter.js';
import { createLogger } from '../logging/logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { requestLog } from '../logging/request-log.js';
import { SocketAdapter } from '../realtime/socket.adapter.js';
import { limitBodies } from './body-clock.js';
import { serveDocs } from './docs.js';
import { requestMetrics } from './request-metrics.js';
import { originGate, securityHeaders } from './security.js';
import { serveWebApp } from './web-app.js';

/** A message has at most some ten thousand characters; four times that in escapes still fits. Files have their own way in. */
const BODY_LIMIT = '256kb';
/** Longer than the 60 seconds of common balancers, so that the balancer and not we close an idle connection first. */
const KEEP_ALIVE_MS = 65_000;

/** What stands outside `/api/v1`. */
const OUTSIDE_API = [
  '/',
  'status',
  'parley.css',
  'docs',
  'docs/*rest',
  'health/*rest',
  'metrics',
  'outbox',
  'outbox/*rest',
];

/** Options for `NestFactory.create` and `createNestApplication`: `configureApp` brings its own body parser. */
export const appOptions: NestApplicationOptions = { bodyParser: false, abortOnError: false };

/** The decoder would put replacement characters for bytes that are no UTF-8, and the text would not come back as sent. */
function refuseBrokenText(_request: IncomingMessage, _response: ServerResponse, body: Buffer): void {
  if (!isUtf8(body)) throw fail('request.malformed', { detail: 'The body is not valid UTF-8.' });
}

/** Puts everything around the controllers that requests pass through. The server and the tests assemble the app by this. */
export function configureApp(app: NestExpressApplication): NestExpressApplication {
  const config = app.get(Config);
  const logger = createLogger(config);
  app.useLogger(new NestLogger(logger));
  app.set('trust proxy', config.trustProxy);
  app.set('etag', false);
  app.disable('x-powered-by');
  app.use(requestLog(logger, config.isProduction ? 'info' : 'debug'));
  app.use(requestMetrics);
  app.use(securityHeaders(config));
  app.enableCors({
    origin: (origin: string | undefined, done: (error: null, allowed: boolean) => void) =>
      done(null, origin !== undefined && config.allowsOrigin(origin)),
    credentials: true,
    exposedHeaders: ['X-Request-Id', 'Retry-After', 'RateLimit', 'RateLimit-Policy'],
    maxAge: 600,
  });
  app.use(originGate(config));
  serveWebApp(app);
  // Nest's type leaves `verify` out because its raw-body option would use it; that option is off here.
  app.useBodyParser('json', { limit: BODY_LIMIT, verify: refuseBrokenText } as { limit: string });
  app.setGlobalPrefix('api/v1', { exclude: OUTSIDE_API });
  app.useWebSocketAdapter(new SocketAdapter(app));
  app.useGlobalPipes(new InputPipe());
  app.useGlobalFilters(new ProblemFilter());
  const { requestBodyMs: wholeMs, media } = config;
  app.getHttpServer().keepAliveTimeout = KEEP_ALIVE_MS;
  limitBodies(app.getHttpServer(), { wholeMs, silenceMs: media.silenceMs, fileMs: media.uploadMs });
  if (config.swaggerEnabled) serveDocs(app);
  return app;
}
