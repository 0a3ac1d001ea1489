import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { Shortage, shortageIn } from './shortage.js';
import { Unprocessable } from './unprocessable.js';

/** What it says when something is wrong; the rest is dropped. */
const STDERR_BYTES = 4096;

/** A program that is run over what a stranger sent. */
interface Program {
  path: string;
  args: string[];
  folder: string;
  limitMs: number;
  signal: AbortSignal | undefined;
  /** Is given what it writes to standard output, as it comes. Where it throws, the program is ended. */
  onOutput: ((bytes: Buffer) => void) | undefined;
}

/** How a program ended by itself, or by somebody else's signal. */
interface Exit {
  code: number | null;
  killedBy: NodeJS.Signals | null;
  /** The beginning of what it wrote to standard error. */
  said: string;
}

/**
 * Runs a program without environment and input, in a process group of its own, which is killed at `limitMs` and when `signal` is aborted.
 * @throws Unprocessable `timed_out`; the signal's reason when aborted; what `onOutput` throws; Shortage where it could be neither started nor ended.
 */
export async function runProgram({ signal, limitMs, onOutput, ...program }: Program): Promise<Exit> {
  signal?.throwIfAborted();
  const child = start(program);
  const said = bounded(child.stderr);
  let timer: NodeJS.Timeout | undefined;
  let abort: (() => void) | undefined;
  let why: Error | undefined;
  try {
    const exit = await new Promise<Exit>((done, fail) => {
      const end = (reason: Error): void => {
        why ??= reason;
        const refused = killGroup(child);
        if (refused) fail(new Shortage(`A program could not be ended: ${refused.message}`, { cause: refused }));
      };
      timer = setTimeout(() => end(new Unprocessable('timed_out')), limitMs);
      abort = () => end(signal?.reason as Error);
      signal?.addEventListener('abort', abort, { once: true });
      child.once('error', (error) => fail(shortageIn(error) ?? error));
      child.once('close', (code, killedBy) => done({ code, killedBy, said: said() }));
      child.stdout?.on('data', (bytes: Buffer) => {
        try {
          onOutput?.(bytes);
        } catch (error) {
          end(error as Error);
        }
      });
    });
    if (why) throw why;
    return exit;
  } finally {
    clearTimeout(timer);
    if (abort) signal?.removeEventListener('abort', abort);
  }
}

/** Where there is no file left to open, it has no streams and tells so by an event; where there is no memory, it throws. */
function start({ path, args, folder }: Pick<Program, 'path' | 'args' | 'folder'>): ChildProcess {
  const detached = true; // a group of its own, so that its children die with it
  try {
    return spawn(path, args, { cwd: folder, env: {}, detached, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw shortageIn(error) ?? error;
  }
}

function bounded(stream: Readable | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (more: string) => {
    if (text.length < STDERR_BYTES) text = (text + more).slice(0, STDERR_BYTES);
  });
  return () => text.trim();
}

/** Answers why the system does not let us. This runs on a timer, where nobody would catch what it throws. */
function killGroup({ pid, stdout, stderr }: ChildProcess): Error | undefined {
  if (pid === undefined) return undefined;
  for (const stream of [stdout, stderr]) stream?.destroy(); // whoever left the group and holds them is not waited for
  try {
    process.kill(-pid, 'SIGKILL');
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH' ? undefined : (error as Error); // ESRCH: it ended by itself
  }
}
