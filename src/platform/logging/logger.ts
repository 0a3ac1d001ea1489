import { pino, type Logger } from 'pino';
import type { Config } from '../config/config.js';
import { prettyLine } from './pretty.js';
import { loggedError } from './scrub.js';

/**
 * A second net under "log ids, not contents": keys that would hold secrets or what people wrote, at the top of an entry
 * and one level down.
 */
const NEVER = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'secret',
  'authorization',
  'cookie',
  'body',
  'email',
  'code',
];

/** The log of a process: JSON lines on standard output, or lines for people where LOG_PRETTY says so. Times are UTC. */
export function createLogger(config: Pick<Config, 'logLevel' | 'logPretty'>): Logger {
  const options = {
    level: config.logLevel,
    base: undefined,
    serializers: { err: loggedError },
    redact: { paths: NEVER.flatMap((key) => [key, `*.${key}`]).filter((path) => path !== '*.code'), remove: true },
  };
  if (!config.logPretty) return pino(options);
  return pino(options, { write: (line: string) => void process.stdout.write(prettyLine(line)) });
}
