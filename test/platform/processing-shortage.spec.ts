import { execFile } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { FFmpeg } from '../../src/platform/processing/ffmpeg.js';
import { identify } from '../../src/platform/processing/identify.js';
import { Shortage } from '../../src/platform/processing/shortage.js';
import { Voice } from '../../src/platform/processing/voice.js';
import { mayMount, mountSmallDisk, unmount } from '../support/disk.js';
import { compiled } from './compiled.js';
import { describeWithFFmpeg, ffmpeg, NOTE, refusal, systemFFmpeg, workFolder } from './processing.files.js';

const root = process.cwd();
const folder = workFolder();
const at = (name: string) => join(folder(), name);
/** An ffmpeg that does this instead of its work. */
async function program(work: string): Promise<FFmpeg> {
  const script = `#!/bin/sh\nif [ "$1" = -version ]; then echo "ffmpeg version fake"; exit; fi\n${work}\n`;
  await writeFile(at('program'), script, { mode: 0o755 });
  return FFmpeg.find(at('program'))!;
}
const run = (found: FFmpeg, limitMs = 20_000) =>
  found.run({ folder: folder(), input: { path: at('note.webm'), container: 'matroska' }, outputs: [], limitMs });

describeWithFFmpeg('a machine that is short of something', () => {
  it.each([
    ['ended from outside', 'kill -KILL $$'],
    ['asked to end by whoever runs the machine', 'kill -TERM $$'],
    ['without room for what it writes', 'echo "av_interleaved_write_frame(): No space left on device" >&2; exit 228'],
    ['without memory', 'echo "Error while filtering: Cannot allocate memory" >&2; exit 1'],
  ])('is not taken for a broken file: an ffmpeg %s', async (_, work) => {
    await expect(run(await program(work))).rejects.toBeInstanceOf(Shortage);
  });

  it.each([
    ['broken', 'an ffmpeg that refuses it', 'echo "Invalid data found when processing input" >&2; exit 1'],
    ['broken', 'an ffmpeg that falls over it', 'kill -SEGV $$'],
    ['timed_out', 'an ffmpeg that is out of its time', 'kill -XCPU $$'],
  ])('and a file is %s for %s', async (reason, _, work) => {
    expect(await refusal(run(await program(work)))).toBe(reason);
  });

  it('ends what it cannot end by a word, and the process goes on', async () => {
    const kill = process.kill.bind(process);
    const started: number[] = [];
    process.kill = ((pid: number) => {
      started.push(-pid);
      throw Object.assign(new Error('kill EPERM'), { code: 'EPERM' });
    }) as typeof process.kill;
    try {
      await expect(run(await program('exec sleep 60'), 300)).rejects.toBeInstanceOf(Shortage);
    } finally {
      process.kill = kill;
      for (const pid of started) kill(-pid, 'SIGKILL');
    }
    expect(started).toHaveLength(1);
  });

  it('has no file left to open: each kind of work is to be done later, and the process goes on', async () => {
    await ffmpeg([...NOTE, '-c:a', 'libopus', '-f', 'webm', at('note.webm')]);
    const red = sharp({ create: { width: 40, height: 40, channels: 3, background: 'red' } });
    await writeFile(at('photo.png'), await red.png().toBuffer());
    const out = await compiled(root, [
      'src/platform/processing',
      'src/platform/turns',
      'test/platform/processing.child.ts',
    ]);
    const child = join(out, 'test/platform/processing.child.js');
    const line = 'ulimit -n 100 && exec "$0" "$@"';
    const { stdout } = await promisify(execFile)(
      '/bin/sh',
      ['-c', line, process.execPath, child, folder(), systemFFmpeg().path],
      { env: { PATH: process.env.PATH } },
    );
    await rm(out, { recursive: true });
    expect(JSON.parse(stdout)).toEqual({
      before: { ffmpeg: 'done', picture: 'done', thread: 'done' },
      after: { ffmpeg: 'Shortage', picture: 'Shortage', thread: 'Shortage' },
    });
  });

  (mayMount ? it.each : it.skip.each)([
    ['ffmpeg', () => systemFFmpeg()],
    ['WebAssembly', () => undefined],
  ])('has no room left on its disk: a voice note is to be made later, by %s', async (_, found) => {
    await ffmpeg(['-f', 'lavfi', '-i', 'sine=d=200:r=48000', '-c:a', 'libopus', '-f', 'webm', at('note.webm')]);
    await mkdir(at('disk'));
    mountSmallDisk(at('disk'));
    try {
      await writeFile(at('disk/other'), Buffer.alloc(1_000_000));
      const work = new Voice(found()).transcode(await identify(at('note.webm')), at('disk'));
      await expect(work).rejects.toBeInstanceOf(Shortage);
      expect(await readdir(at('disk'))).toEqual(['other']);
    } finally {
      unmount(at('disk'));
    }
  });
});
