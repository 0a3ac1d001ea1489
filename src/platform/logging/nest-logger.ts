import type { LoggerService } from '@nestjs/common';
import type { Level, Logger } from 'pino';
import { scrub } from './scrub.js';

/** Nest tells in a dozen lines what it wires at each start; that is for whoever debugs Nest. */
const CHATTY = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
  'WebSocketsController',
]);

/**
 * Leads Nest's `Logger` to pino. Everybody logs with `new Logger('area')`: `log.warn('sentence')`,
 * `log.error(error)` or `log.warn({ msg: 'sentence', channelId, err })`.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    this.write(typeof context === 'string' && CHATTY.has(context) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    // Nest logs why it could not start and throws it too: the boot file says it in a sentence.
    this.write(rest.at(-1) === 'ExceptionHandler' ? 'debug' : 'error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest gives the context last; `error(message, stack, context)` has a stack between, whose text may hold anything. */
  private write(level: Level, message: unknown, rest: unknown[]): void {
    const last = rest.at(-1);
    const context = typeof last === 'string' && !last.includes('\n') ? { context: last } : {};
    const err = rest.find((part) => part instanceof Error);
    if (message instanceof Error) this.pino[level]({ ...context, err: message }, scrub(message.message));
    else if (typeof message === 'object' && message !== null) this.pino[level]({ ...context, ...message });
    else this.pino[level]({ ...context, ...(err && { err }) }, scrub(String(message)));
  }
}
