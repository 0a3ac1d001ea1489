import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { MediaSweeper } from '../../src/features/media/media-sweeper.js';
import { FolderStorage } from '../../src/platform/storage/folder.storage.js';
import { Storage } from '../../src/platform/storage/storage.js';
import { onEachDatabase } from '../support/app.js';
import { person, type Person } from '../support/people.js';
import { contentOf, read, uploaded } from '../support/uploads.js';

/*
 * Whoever starts with a volume that is not mounted, or beside another's bucket, may not lose a file by that.
 */
onEachDatabase((app) => {
  const ORPHAN = '5f0c6a3e-0000-4000-8000-000000000000';
  const OTHERS_MARK = 'installation/01a2221d-23b7-70f2-a6ce-fc03e25925c6';
  const sweep = () => app().get(MediaSweeper).sweep({ youngMs: 0 });
  const write = (key: string, text: string) =>
    app()
      .get(Storage)
      .write(key, Readable.from([Buffer.from(text)]));
  let ada: Person;
  let id: string;

  beforeAll(async () => {
    ada = await person(app().url, 'ada');
    ({ id } = await uploaded(ada, Buffer.from('kept')));
    expect(await sweep()).toMatchObject({ orphans: 0, lost: 0 });
  });

  it('takes nothing for lost, and removes nothing, where the place of its files is empty', async () => {
    const folder = join(app().dataDir, 'files');
    await rename(folder, `${folder}-unmounted`);
    await new FolderStorage(folder).check(); // as a start does
    await write(ORPHAN, 'of somebody');
    expect(await sweep()).toMatchObject({ orphans: 0, lost: 0 });
    expect(await app().get(Storage).size(ORPHAN)).toBe(11);
    await rm(folder, { recursive: true });
    await rename(`${folder}-unmounted`, folder);
    expect(await sweep()).toMatchObject({ orphans: 0, lost: 0 });
    expect((await read(ada, `/media/${id}`)).status).toBe(200);
    expect((await contentOf(ada, id)).toString()).toBe('kept');
  });

  it('removes nothing where another installation keeps files, too', async () => {
    await write(OTHERS_MARK, '');
    await write(ORPHAN, 'of the other');
    expect(await sweep()).toMatchObject({ orphans: 0, lost: 0 });
    await app().get(Storage).remove(OTHERS_MARK);
    expect(await sweep()).toMatchObject({ orphans: 1, lost: 0 });
  });
});
