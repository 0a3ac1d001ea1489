import { Unprocessable } from './unprocessable.js';

/** What a machine runs out of, as the system names it: room on a disk, files that may be open, memory, processes; and as Node.js does, of threads. */
const CODES = new Set(['ENOSPC', 'EDQUOT', 'EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN', 'ERR_WORKER_INIT_FAILED']);
/** The same where it comes through a program or a library as text (strerror of glibc and musl, and vips_tracked_malloc). */
const WORDS =
  /No space left on device|(Disk q|Q)uota exceeded|(Too many open files|No file descriptors available|Cannot allocate memory|Out of memory|Resource temporarily unavailable)|out of memory ---/;

/**
 * The machine ran out of something, or ended the work: the file may be as good as any, and another try may go well. Not that what is missing is only ever
 * the machine's fault, so tries have to be counted: a file can be made to ask for more than there is.
 */
export class Shortage extends Error {
  override readonly name = 'Shortage';
}

/** What an error of the system, of a library or of a program comes to: Shortage, or the file's fault. */
export function faultIn(cause: unknown): Shortage | Unprocessable {
  return shortageIn(cause) ?? new Unprocessable('broken', { cause });
}

/** What the machine was short of when this happened; undefined where it was something else. */
export function shortageIn(cause: unknown): Shortage | undefined {
  const { code = '', message = '' } = (cause ?? {}) as Partial<NodeJS.ErrnoException>;
  const isShort = CODES.has(code) || WORDS.test(message);
  return isShort ? new Shortage(`The machine is short of something: ${message}`, { cause }) : undefined;
}
