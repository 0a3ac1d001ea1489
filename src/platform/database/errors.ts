/** What a driver's error carries, in either dialect. */
interface DriverError {
  code?: string;
  errno?: number;
  message?: string;
}

const driverError = (error: unknown): DriverError => {
  const outer = error as { driverError?: DriverError } | undefined;
  return outer?.driverError ?? (error as DriverError) ?? {};
};

/**
 * The name of the unique index that a write ran into, `uq_<table>_<columns joined by _>`, or undefined when the error is something else.
 * MySQL names the index; SQLite names the columns, from which the same name is made: unique indexes must keep to that form.
 */
export function duplicateKey(error: unknown): string | undefined {
  const { code, errno, message = '' } = driverError(error);
  if (errno === 1062 || code === 'ER_DUP_ENTRY') return /for key '(?:[^'.]+\.)?([^'.]+)'/.exec(message)?.[1];
  const columns = /UNIQUE constraint failed: ([\w., ]+)/.exec(message)?.[1];
  if (!columns) return undefined;
  const names = columns.split(', ').map((column) => column.split('.'));
  return `uq_${names[0]?.[0]}_${names.map((name) => name[1]).join('_')}`;
}

/** Whether the database gave up on a transaction that may simply be run again: deadlock, lock wait timeout, busy file. */
export function isRetryable(error: unknown): boolean {
  const { code, errno, message = '' } = driverError(error);
  return errno === 1213 || errno === 1205 || code === 'SQLITE_BUSY' || /database is locked/.test(message);
}

/** Whether somebody else held a lock for too long: on MySQL, where another node may hang with it. */
export function isLockTimeout(error: unknown): boolean {
  return driverError(error).errno === 1205;
}

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'PROTOCOL_CONNECTION_LOST',
  'ER_SERVER_SHUTDOWN',
  'ER_CON_COUNT_ERROR',
  'POOL_CLOSED',
  'SQLITE_FULL',
  'SQLITE_IOERR',
]);

/** Whether the database could not be reached or could not store anything just now: the caller may try again later. */
export function isUnavailable(error: unknown): boolean {
  const { code, message = '' } = driverError(error);
  return CONNECTION_CODES.has(code ?? '') || /Connection lost|closed state|Pool is closed|Queue limit/.test(message);
}
