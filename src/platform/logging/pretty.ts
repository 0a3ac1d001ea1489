import type { LoggedError } from './scrub.js';

const NAMES: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' };

interface Entry {
  level: number;
  time: number;
  msg?: string;
  context?: string;
  err?: LoggedError;
  [key: string]: unknown;
}

function describe(error: LoggedError): string {
  const own = `\n  ${error.type}: ${error.message}${error.code ? ` (${error.code})` : ''}${error.stack ? `\n${error.stack}` : ''}`;
  return error.cause ? `${own}\n  caused by:${describe(error.cause)}` : own;
}

/** One JSON entry of pino as a line for people: `12:00:01 warn  redis: Redis is away`. */
export function prettyLine(json: string): string {
  const { level, time, msg, context, err, ...rest } = JSON.parse(json) as Entry;
  const clock = new Date(time).toISOString().slice(11, 19);
  const details = Object.entries(rest).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`);
  const head = `${clock} ${(NAMES[level] ?? String(level)).padEnd(5)} ${context ? `${context}: ` : ''}${msg ?? ''}`;
  return `${head}${details.join('')}${err ? describe(err) : ''}\n`;
}
