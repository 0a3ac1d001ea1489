import { openSync } from 'node:fs';
import { join } from 'node:path';
import { FFmpeg } from '../../src/platform/processing/ffmpeg.js';
import { identify } from '../../src/platform/processing/identify.js';
import { readTracks } from '../../src/platform/processing/media-thread.js';
import { Pictures } from '../../src/platform/processing/pictures.js';

/** A process that may open only so many files, and has opened them all: does each kind of work once before and once after, and says how it ended. */
const [folder = '', ffmpegPath = ''] = process.argv.slice(2);
const [note, photo] = [join(folder, 'note.webm'), join(folder, 'photo.png')];
const ffmpeg = FFmpeg.find(ffmpegPath)!;
const pictures = new Pictures();
const picture = await identify(photo);
const sound = ['-map', '0:a:0', '-f', 's16le', 'pipe:1'];

const works: Record<string, () => Promise<unknown>> = {
  ffmpeg: () => ffmpeg.run({ folder, input: { path: note, container: 'matroska' }, outputs: sound }),
  picture: () => pictures.process(picture, folder),
  thread: () => readTracks({ path: note, container: 'matroska' }, {}),
};

async function outcomes(): Promise<Record<string, string>> {
  const ends: Record<string, string> = {};
  for (const [name, work] of Object.entries(works))
    ends[name] = await work().then(
      () => 'done',
      (error: Error) => error.name,
    );
  return ends;
}

const before = await outcomes();
let wrong: unknown;
while (!wrong) {
  try {
    openSync('/dev/null', 'r');
  } catch (error) {
    wrong = error; // EMFILE: that is what was to be reached
  }
}
console.log(JSON.stringify({ before, after: await outcomes() }));
