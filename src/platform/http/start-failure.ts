import { ConfigError } from '../config/config.error.js';
import { DatabaseRefused } from '../database/database.module.js';
import { DatabaseInUse } from '../database/sqlite.driver.js';

/** What to print when the process cannot start: a sentence for what people can mend, the stack for what they cannot. */
export function startFailure(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DatabaseRefused || error instanceof DatabaseInUse) {
    return error.message;
  }
  const { code, port, address, stack, path } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  const place = address ? `${address}:${port}` : `port ${port}`;
  if (code === 'EADDRINUSE') return `Another program already listens on ${place}. Stop it, or set PORT to a free port.`;
  if (code === 'EACCES' && port !== undefined)
    return `This user may not listen on ${place}. Set PORT to 1024 or higher.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `This machine has no address like the one in HOST (${address ?? 'unknown name'}).`;
  }
  if ((code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC') && path)
    return `Parley cannot write ${path} (${code}).`;
  return `Parley could not start.\n${stack ?? String(error)}`;
}
