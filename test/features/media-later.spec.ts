import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { MediaSweeper } from '../../src/features/media/media-sweeper.js';
import { DeadLetters } from '../../src/platform/jobs/dead-letters.js';
import { Pictures } from '../../src/platform/processing/pictures.js';
import { Turns } from '../../src/platform/turns/turns.js';
import { startApp, type TestApp } from '../support/app.js';
import { mayMount, mountSmallDisk, unmount } from '../support/disk.js';
import { allDone, allPutOff, jobsOf, knownKeys, storedKeys } from '../support/jobs.js';
import { expectOk, person, type Person } from '../support/people.js';
import { until } from '../support/processes.js';
import { formWith, photo, recording, settled, upload } from '../support/uploads.js';

/** An ffmpeg that does something else instead for as long as the file `fault` says so. */
async function fragileFFmpeg(folder: string): Promise<string> {
  const script = `#!/bin/sh
if [ -s ${folder}/fault ]; then [ "$1" = -version ] || . ${folder}/fault; fi
exec ${process.env.PARLEY_TEST_FFMPEG || '/usr/bin/ffmpeg'} "$@"
`;
  await writeFile(join(folder, 'ffmpeg'), script, { mode: 0o755 });
  return join(folder, 'ffmpeg');
}

/** A picture that is larger than it looks. */
const noise = () => {
  const raw = { width: 300, height: 300, channels: 3 as const };
  return sharp(randomBytes(270_000), { raw }).png().toBuffer();
};

/** What is no fault of a file's does not end it: it is tried again, and what was uploaded stays. */
describe('an upload', () => {
  let app: TestApp;
  let ada: Person;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parley-fault-'));
    app = await startApp('sqlite', { FFMPEG_PATH: await fragileFFmpeg(folder) });
    ada = await person(app.url, 'ada');
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  const fault = (script: string) => writeFile(join(folder, 'fault'), script);
  const note = async () => expectOk(await upload(ada, await recording(1), { name: 'note.webm', kind: 'voice' })).id;
  const mediaOf = async (id: string) => expectOk(await ada.rest('GET', `/media/${id}`));

  it('that does not get its turn is tried later, which is no try of it', async () => {
    const turns = new Turns({ atOnce: 1, patienceMs: 200 });
    Object.assign(app.get(Pictures), { turns });
    let end!: () => void;
    const held = turns.take(() => new Promise<void>((resolve) => (end = resolve)));
    const { id } = expectOk(await upload(ada, await photo(), { name: 'holiday.jpg' }));
    expect(await allPutOff(app, /NoTurn/)).toMatchObject([{ attempts: 0 }]);
    expect((await mediaOf(id)).state).toBe('processing');
    end();
    await held;
    await allDone(app);
    expect(await settled(ada, id)).toMatchObject({ state: 'ready', kind: 'image' });
  });

  it('whose ffmpeg is ended from outside is tried again, and nothing of it is lost', async () => {
    await fault('kill -KILL $$');
    const id = await note();
    await until(async () => /ended from outside/.test((await jobsOf(app))[0]?.lastError ?? ''), 'the try failed');
    expect(await mediaOf(id)).toMatchObject({ state: 'processing' });
    expect(await storedKeys(app)).toEqual(await knownKeys(app));
    await fault('');
    await allDone(app);
    expect(await settled(ada, id)).toMatchObject({ state: 'ready', kind: 'voice', contentType: 'audio/mp4' });
  });

  it('that is given up, for want of room to work in, can be tried once more when there is some', async () => {
    await fault('echo "Error writing trailer: No space left on device" >&2; exit 228');
    const id = await note();
    await allDone(app); // all its tries
    const letters = app.get(DeadLetters);
    const { items } = await letters.list();
    expect(items).toMatchObject([{ name: 'process', attempts: 3, error: expect.stringContaining('No space left') }]);
    expect(await app.get(MediaSweeper).sweep({ youngMs: 0 })).toMatchObject({ stuck: 1, orphans: 0, lost: 0 });
    expect(await mediaOf(id)).toMatchObject({ state: 'failed', reason: 'given_up' });
    await fault('');
    await app.database.write([], (tx) => letters.putBack(tx, items[0]!.id));
    await allDone(app);
    expect(await mediaOf(id)).toMatchObject({ state: 'ready', reason: null, contentType: 'audio/mp4' });
    expect(await storedKeys(app)).toEqual(await knownKeys(app));
  });

  (mayMount ? it : it.skip)('of a picture of oneself is answered with when to come again', async () => {
    const work = join(app.dataDir, 'work');
    await mkdir(work, { recursive: true });
    mountSmallDisk(work);
    try {
      await writeFile(join(work, 'other'), Buffer.alloc(1_000_000));
      const { error } = await ada.rest('PUT', '/me/avatar', formWith(await noise()));
      expect(error).toMatchObject({ code: 'server.busy', status: 503, retryAfter: 5 });
    } finally {
      unmount(work);
    }
    expectOk(await ada.rest('PUT', '/me/avatar', formWith(await noise())));
  });
});
