import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { FFmpeg } from '../../src/platform/processing/ffmpeg.js';
import { Unprocessable } from '../../src/platform/processing/unprocessable.js';

/** Left out where the runner looked for ffmpeg and found none (in CI it ends there); by itself a suite fails without it. */
export const describeWithFFmpeg = process.env.PARLEY_TEST_FFMPEG === '' ? describe.skip : describe;
const path = process.env.PARLEY_TEST_FFMPEG || '/usr/bin/ffmpeg';

export function systemFFmpeg(): FFmpeg {
  const found = FFmpeg.find(path);
  if (!found) throw new Error(`There is no ffmpeg at ${path}.`);
  return found;
}

/** What ffmpeg writes to standard output. */
export async function ffmpeg(args: string[]): Promise<Buffer> {
  const options = { encoding: 'buffer', maxBuffer: 64_000_000 } as const;
  return (await promisify(execFile)(path, ['-nostdin', '-v', 'error', '-y', ...args], options)).stdout;
}

/** Two seconds: silence, 440 Hz at half loudness from 0.5 to 1.5 s, silence. */
export const NOTE = ['-f', 'lavfi', '-i', "aevalsrc='if(between(t,0.5,1.5),0.5*sin(880*PI*t),0)':d=2:s=48000"];

/** 16-bit samples of one channel at 48 kHz, as another decoder hears the file. */
export async function samplesOf(file: string): Promise<Int16Array> {
  const pcm = await ffmpeg(['-i', file, '-ac', '1', '-ar', '48000', '-f', 's16le', 'pipe:1']);
  return new Int16Array(pcm.buffer.slice(pcm.byteOffset, pcm.byteOffset + pcm.length));
}

/** The pitch in Hz of a plain tone: half its crossings of zero per second. */
export function pitchOf(samples: Int16Array): number {
  let crossings = 0;
  for (let at = 1; at < samples.length; at += 1) if (samples[at - 1]! < 0 !== samples[at]! < 0) crossings += 1;
  return (crossings / 2 / samples.length) * 48_000;
}

/** A private folder for each test, gone after it. */
export function workFolder(): () => string {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-processing-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}

/** Why it cannot be processed; the names in `folder` must be those that were there before. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => new Error('It was processed.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof Unprocessable)) throw error;
  expect(error.message).toMatch(/^[A-Z][\w ]+\.$/);
  return error.reason;
}

/** All that lies in the folder, as text: to look for what must be nowhere. */
export async function everythingIn(folder: string, except: string[] = []): Promise<string> {
  const names = (await readdir(folder)).filter((name) => !except.includes(name));
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))).join('\n');
}
