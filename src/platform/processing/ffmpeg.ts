import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { LIMIT_MS, type Work } from './limits.js';
import type { Container } from './media-thread.js';
import { runProgram } from './program.js';
import { faultIn, Shortage } from './shortage.js';
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

/** The largest block of memory that it may ask for at once; a picture of 40 megapixels with eight bits has 60 MB. */
const MAX_ALLOC = 256 * 1024 * 1024;
/** How a program falls over what it reads, each time that it does. Whoever sends another signal means the machine or the operator, not the file. */
const CRASHES = new Set<NodeJS.Signals>(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSYS', 'SIGXFSZ']);

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
   * @throws Unprocessable `timed_out`, or `broken` when ffmpeg refuses the file; Shortage; the signal's reason when aborted.
   */
  async run(run: FFmpegRun): Promise<void> {
    const { folder, signal, onOutput, limitMs = LIMIT_MS } = run;
    const { path } = this;
    const args = argumentsOf(run, limitMs);
    const { code, killedBy, said } = await runProgram({ path, args, folder, signal, limitMs, onOutput });
    if (killedBy === 'SIGXCPU') throw new Unprocessable('timed_out');
    if (killedBy && !CRASHES.has(killedBy)) throw new Shortage(`ffmpeg was ended from outside by ${killedBy}.`);
    if (code !== 0) throw faultIn(new Error(`ffmpeg ended with ${killedBy ?? code}: ${said}`));
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
