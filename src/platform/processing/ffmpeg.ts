import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { LIMIT_MS, type Work } from './limits.js';
import type { Container } from './media-thread.js';
import { Unprocessable } from './unprocessable.js';

/** Which demuxer reads which container: asked for by name, so that none is guessed, and no other is allowed. */
const DEMUXERS: Readonly<Record<Container, string>> = {
  matroska: 'matroska',
  mp4: 'mov',
  ogg: 'ogg',
  mp3: 'mp3',
  wav: 'wav',
  flac: 'flac',
  aac: 'aac',
};

/** What ffmpeg says when something is wrong; the rest is dropped. */
const STDERR_BYTES = 4096;
/** The largest block of memory that it may ask for at once; a picture of 40 megapixels with eight bits has 60 MB. */
const MAX_ALLOC = 256 * 1024 * 1024;

/** One run of ffmpeg. Outputs are named from `folder`. */
export interface FFmpegRun extends Work {
  folder: string;
  input: { path: string; container: Container; options?: string[] };
  /** What follows the input; what goes to `pipe:1` is given to `onOutput` as it comes. */
  outputs: string[];
  onOutput?: (bytes: Buffer) => void;
}

/** The system's ffmpeg, if there is one. It reads what strangers sent, so it is given one file, no environment and no way elsewhere. */
export class FFmpeg {
  private constructor(
    readonly path: string,
    /** As it says itself: `5.1.9-0+deb12u1`. */
    readonly version: string,
  ) {}

  private static readonly known = new Map<string, FFmpeg | undefined>();

  /**
   * Looks for ffmpeg once per process: at `setting` (FFMPEG_PATH), or on the PATH when there is none. `none` turns it off.
   * `undefined` when it is not there or does not start.
   */
  static find(setting: string | undefined): FFmpeg | undefined {
    const key = setting ?? '';
    if (!this.known.has(key)) this.known.set(key, this.look(setting));
    return this.known.get(key);
  }

  private static look(setting: string | undefined): FFmpeg | undefined {
    const path = setting === 'none' ? undefined : setting === undefined ? onPath('ffmpeg') : resolve(setting);
    if (path === undefined || !isExecutable(path)) return undefined;
    const { stdout } = spawnSync(path, ['-version'], { env: {}, timeout: 5_000, maxBuffer: 65_536, encoding: 'utf8' });
    const version = /^ffmpeg version (\S{1,60})/.exec(stdout ?? '')?.[1];
    return version === undefined ? undefined : new FFmpeg(path, version);
  }

  /**
   * Runs it over one file, in a process group of its own that is killed at `limitMs` or when `signal` is aborted.
   * @throws Unprocessable `timed_out`, or `broken` when ffmpeg refuses the file; the signal's reason when aborted.
   */
  async run(run: FFmpegRun): Promise<void> {
    const { signal, limitMs = LIMIT_MS } = run;
    signal?.throwIfAborted();
    const child = spawn(this.path, argumentsOf(run, limitMs), {
      cwd: run.folder,
      env: {},
      detached: true, // a group of its own, so that its children die with it
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let ended: Error | undefined;
    const end = (why: Error) => {
      ended ??= why;
      killGroup(child.pid);
    };
    const timer = setTimeout(() => end(new Unprocessable('timed_out')), limitMs);
    const abort = () => end(signal?.reason as Error);
    signal?.addEventListener('abort', abort, { once: true });
    child.stdout.on('data', (bytes: Buffer) => {
      try {
        run.onOutput?.(bytes);
      } catch (error) {
        end(error as Error);
      }
    });
    const said = bounded(child.stderr);
    try {
      const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done));
      if (ended !== undefined) throw ended;
      if (code !== 0) throw new Unprocessable('broken', { cause: new Error(`ffmpeg ended with ${code}: ${said()}`) });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }
}

/**
 * The protocol whitelist alone is not enough: an HLS playlist or a concat script is allowed files, too, so demuxers are listed. The limit on
 * processor time ends it even when this process is killed and cannot.
 */
function argumentsOf({ input, outputs }: FFmpegRun, limitMs: number): string[] {
  const demuxer = DEMUXERS[input.container];
  const cpuSeconds = String(Math.ceil(limitMs / 1000) + 1);
  const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-xerror', '-y'];
  const bounds = ['-timelimit', cpuSeconds, '-max_alloc', String(MAX_ALLOC), '-threads', '1', '-filter_threads', '1'];
  const locks = ['-protocol_whitelist', 'file', '-format_whitelist', demuxer, '-f', demuxer];
  const elsewhere = demuxer === 'mov' ? ['-enable_drefs', '0', '-use_absolute_path', '0'] : [];
  return [
    ...quiet,
    ...bounds,
    ...locks,
    ...elsewhere,
    ...(input.options ?? []),
    '-i',
    `file:${resolve(input.path)}`,
    ...outputs,
  ];
}

function bounded(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (more: string) => {
    if (text.length < STDERR_BYTES) text = (text + more).slice(0, STDERR_BYTES);
  });
  return () => text.trim();
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it ended by itself
  }
}

/** Asks the shell, which has the PATH of this process. */
function onPath(name: string): string | undefined {
  const { stdout } = spawnSync('/bin/sh', ['-c', 'command -v "$0"', name], { timeout: 5_000, encoding: 'utf8' });
  const path = (stdout ?? '').trim();
  return isAbsolute(path) ? path : undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // that is the answer
  }
}
