/**
 * What runs in the thread of `media-thread.ts`: containers are read, and sound is decoded and encoded in WebAssembly, where a hostile file
 * can hold or end nothing but this thread. Plain JavaScript, because Node.js loads a worker's file itself: so it is the same file beside the
 * TypeScript sources (tests) and beside the build, into which `allowJs` of tsconfig.build.json copies it.
 */
import { open } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { mediabunny } from './mediabunny.mjs';
import { isWhole } from './whole.mjs';

const { ADTS, CustomSource, FLAC, Input, MATROSKA, MP3, MP4, OGG, QTFF, WAVE, WEBM } = mediabunny;

/** Never HLS or any other list that leads to other files. */
const FORMATS = {
  matroska: [WEBM, MATROSKA],
  mp4: [MP4, QTFF],
  ogg: [OGG],
  mp3: [MP3],
  wav: [WAVE],
  flac: [FLAC],
  aac: [ADTS],
};

/** One read at once, in bytes: the index of a film of hours has some megabytes. A header that asks for more is no honest one. */
const READ_BYTES = 32 * 1024 * 1024;

/** @typedef {import('./media-thread.js').MediaTask} MediaTask */
const task = /** @type {MediaTask} */ (workerData);
const file = await open(task.path, 'r');
const { size } = await file.stat();
/** What may still be read of the file: looking into its tracks is no reason to read all of it. */
let left = task.readBytes ?? Infinity;

const input = new Input({
  formats: FORMATS[task.container],
  source: new CustomSource({
    getSize: () => size,
    read: async (start, end) => {
      left -= end - start;
      if (end - start > READ_BYTES || left < 0) throw new Error('More was asked of the file than an honest one needs.');
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(end - start), 0, end - start, start);
      return buffer.subarray(0, bytesRead);
    },
    maxCacheSize: 8 * 1024 * 1024,
    prefetchProfile: 'fileSystem',
  }),
});

/** @returns {Promise<import('./media-thread.js').MediaTracks>} */
async function tracks() {
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  const seconds =
    task.measure && (video ?? audio)
      ? await input.computeDuration([video ?? audio].filter((track) => track !== null))
      : 0;
  return {
    audio: audio ? { codec: await audio.getCodec() } : undefined,
    video: video
      ? { codec: await video.getCodec(), width: await video.getDisplayWidth(), height: await video.getDisplayHeight() }
      : undefined,
    durationMs: Math.round(seconds * 1000),
  };
}

if (task.whole && !(await isWhole(file, size, task.container))) throw new Error('The file ends before it should.');
/** @param {{ answer: unknown } | { progress: number }} message */
// oxlint-disable-next-line require-post-message-target-origin -- that is a window's, not a thread's
const tell = (message) => parentPort?.postMessage(message);

const answer = task.encode
  ? await (await import('./voice.encoder.mjs')).encode(input, task.encode, (ms) => tell({ progress: ms }))
  : await tracks();
tell({ answer });
