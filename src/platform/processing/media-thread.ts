import { Worker } from 'node:worker_threads';
import { LIMIT_MS, type Work } from './limits.js';
import { faultIn } from './shortage.js';
import { Unprocessable } from './unprocessable.js';

/** Families of containers; each leads to exactly one demuxer, here and in ffmpeg. */
export type Container = 'matroska' | 'mp4' | 'ogg' | 'mp3' | 'wav' | 'flac' | 'aac';

/** What the thread is asked about a container. */
export interface ContainerTask {
  path: string;
  container: Container;
  /** How many bytes of the file may be read in all; left out: any number. */
  readBytes?: number;
  /** Look for the end of the last packet. Without it `durationMs` is 0. */
  measure?: boolean;
  /** Go through the container and refuse it when it ends before it should. */
  whole?: boolean;
}

export interface MediaTask extends ContainerTask {
  /** Instead of telling the tracks, make a voice note. */
  encode?: EncodeTask;
}

/** How the sound is to become m4a. */
export interface EncodeTask {
  out: string;
  sampleRate: number;
  bitrate: number;
  maxMs: number;
  /** The length of what gives one of `peaks`. */
  windowMs: number;
}

/** What a container says of itself. Sizes are those on the screen: turned, and with square pixels. */
export interface MediaTracks {
  audio: { codec: string | null } | undefined;
  video: { codec: string | null; width: number; height: number } | undefined;
  durationMs: number;
}

/** What came of an `EncodeTask`. */
export type Encoded =
  | { durationMs: number; peaks: number[]; failed?: undefined }
  | { failed: 'broken' | 'empty' | 'too_long' | 'unsupported' };

type Message<T> = { progress: number } | { answer: T };

/** Mediabunny and the decoders hold a few megabytes; the heap's limit ends a thread that a file makes greedy. */
const HEAP_MB = 256;
const FILE = new URL('./media.worker.mjs', import.meta.url);

interface ThreadWork extends Work {
  onProgress?: (doneMs: number) => void;
}

/** What the container says. @throws Unprocessable as `inThread` does. */
export function readTracks(task: ContainerTask, work: ThreadWork): Promise<MediaTracks> {
  return inThread(task, work);
}

/** Makes an m4a of the sound in WebAssembly: Opus and PCM. @throws Unprocessable as `inThread` does. */
export function encodeVoice(task: ContainerTask & { encode: EncodeTask }, work: ThreadWork): Promise<Encoded> {
  return inThread(task, work);
}

/**
 * Does the task in a thread of its own, which ends with it, at `limitMs` or when `signal` is aborted: a file that holds it holds nobody else.
 * @throws Unprocessable `timed_out`, or `broken` when the thread failed; Shortage; the signal's reason when aborted.
 */
async function inThread<T>(task: MediaTask, { signal, limitMs = LIMIT_MS, onProgress }: ThreadWork): Promise<T> {
  signal?.throwIfAborted();
  const thread = new Worker(FILE, {
    workerData: task,
    env: {},
    execArgv: [],
    stdout: true, // what the decoders have to say goes nowhere
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      timer = setTimeout(() => reject(new Unprocessable('timed_out')), limitMs);
      stop = () => reject(signal?.reason as Error);
      signal?.addEventListener('abort', stop, { once: true });
      thread.on('message', (message: Message<T>) => {
        if ('answer' in message) resolve(message.answer);
        else onProgress?.(message.progress);
      });
      thread.on('error', (cause) => reject(faultIn(cause)));
      thread.on('exit', () => reject(new Unprocessable('broken', { cause: new Error('The thread ended unasked.') })));
    });
  } finally {
    clearTimeout(timer);
    if (stop) signal?.removeEventListener('abort', stop);
    await thread.terminate();
  }
}
