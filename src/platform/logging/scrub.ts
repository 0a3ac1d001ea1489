const MAIL = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g;
const TOKEN = /\b(?:Bearer\s+[\w.~+/=-]{8,}|eyJ[\w-]+\.[\w-]+\.[\w-]*)/g;
const CREDENTIALS = /\/\/[^\s/@]{1,200}@/g;

/** Takes email addresses, tokens and passwords in addresses out of a text that goes to the log. */
export function scrub(text: string): string {
  return text.replace(CREDENTIALS, '//[credentials]@').replace(TOKEN, '[token]').replace(MAIL, '[mail]');
}

/** What the log tells of an error. */
export interface LoggedError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: LoggedError;
}

function frames(stack: string | undefined): string | undefined {
  const lines = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return lines?.slice(0, 12).join('\n');
}

/**
 * An error as the log may hold it. Of a database error only the driver's code is told: its text, query and parameters
 * repeat what people wrote. `depth` ends chains of causes.
 */
export function loggedError(error: unknown, depth = 0): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: 'something that is no error was thrown' };
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const reason = driverError?.code ?? code;
  const fromDatabase = driverError !== undefined || 'sqlMessage' in error || 'query' in error;
  const stack = frames(error.stack);
  return {
    type: error.name,
    message: fromDatabase ? 'a database error (its text may hold data, so it is left out)' : scrub(error.message),
    ...(typeof reason === 'string' && { code: reason }),
    ...(stack && { stack }),
    ...(error.cause !== undefined && depth < 3 && { cause: loggedError(error.cause, depth + 1) }),
  };
}
