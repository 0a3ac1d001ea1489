import { HttpException } from '@nestjs/common';
import { isRetryable, isUnavailable } from '../database/errors.js';
import { StorageAway, StorageFull } from '../storage/storage-failure.js';
import { NoTurn } from '../turns/turns.js';
import type { ErrorCode } from './errors.catalogue.js';
import { fail, Problem } from './problem.js';

/** The signature of http-errors, which body-parser and Express throw. */
interface HttpErrorLike {
  statusCode?: unknown;
  expose?: unknown;
}

const CODE_BY_STATUS = new Map<number, ErrorCode>([
  [401, 'auth.required'],
  [403, 'access.denied'],
  [404, 'route.not_found'],
  [405, 'method.not_allowed'],
  [408, 'request.timeout'],
  [413, 'payload.too_large'],
  [415, 'request.unsupported_media'],
  [429, 'rate.limited'],
  [503, 'server.stopping'],
]);

/** A disk or a bucket that is away is away for longer than a database that restarts, and each try is a whole file. */
const STORAGE_RETRY_SECONDS = 5;
/** About as long as half a full line of passwords takes. */
const BUSY_RETRY_SECONDS = 2;

function fromStatus(status: number, cause: unknown): Problem {
  const code = CODE_BY_STATUS.get(status) ?? (status < 500 ? 'request.malformed' : 'internal');
  return fail(code, { cause });
}

/**
 * Turns whatever was thrown into a problem that can be told. Texts of foreign errors stay behind as the `cause`: they may
 * repeat input, queries or addresses.
 */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return fromStatus(error.getStatus(), error);
  if (error instanceof StorageFull) return fail('storage.full', { cause: error });
  if (error instanceof StorageAway)
    return fail('storage.unavailable', { retryAfter: STORAGE_RETRY_SECONDS, cause: error });
  if (error instanceof NoTurn) return fail('server.busy', { retryAfter: BUSY_RETRY_SECONDS, cause: error });
  if (error instanceof URIError) return fail('request.malformed', { cause: error });
  if (typeof error !== 'object' || error === null) return fail('internal', { cause: error });
  const { expose, statusCode } = error as HttpErrorLike;
  if (typeof expose === 'boolean' && typeof statusCode === 'number') return fromStatus(statusCode, error);
  if (isUnavailable(error) || isRetryable(error)) return fail('database.unavailable', { retryAfter: 1, cause: error });
  return fail('internal', { cause: error });
}
