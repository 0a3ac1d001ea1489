import { Pictures } from '../../src/platform/processing/pictures.js';
import { Turns } from '../../src/platform/processing/turns.js';
import { startApp, type TestApp } from '../support/app.js';
import { allDone, allPutOff } from '../support/jobs.js';
import { expectOk, person, type Person } from '../support/people.js';
import { photo, settled, upload } from '../support/uploads.js';

/** What is no fault of a file's does not end it: it is tried again, and what was uploaded stays. */
describe('an upload', () => {
  let app: TestApp;
  let ada: Person;

  beforeAll(async () => {
    app = await startApp('sqlite');
    ada = await person(app.url, 'ada');
  });
  afterAll(() => app.close());

  it('that does not get its turn is tried later, which is no try of it', async () => {
    const turns = new Turns(200);
    Object.assign(app.get(Pictures), { turns });
    let end!: () => void;
    const held = turns.take(() => new Promise<void>((resolve) => (end = resolve)));
    const { id } = expectOk(await upload(ada, await photo(), { name: 'holiday.jpg' }));
    expect(await allPutOff(app, /NoTurn/)).toMatchObject([{ attempts: 0 }]);
    expect(expectOk(await ada.rest('GET', `/media/${id}`)).state).toBe('processing');
    end();
    await held;
    await allDone(app);
    expect(await settled(ada, id)).toMatchObject({ state: 'ready', kind: 'image' });
  });
});
