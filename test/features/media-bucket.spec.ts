import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mayMount, mountSmallDisk, unmount } from '../support/disk.js';
import { startApp, type TestApp } from '../support/app.js';
import { BucketServer } from '../support/bucket-server.js';
import { allDone, allPutOff, endRests, jobsOf, knownKeys, storedKeys } from '../support/jobs.js';
import { expectOk, nonce, person, type Person } from '../support/people.js';
import { stageAt } from '../support/stage.js';
import { contentOf, photo, read, recording, settled, upload, uploaded } from '../support/uploads.js';

const rowsIn = async ({ database }: TestApp, table: string): Promise<unknown[]> =>
  database.read((reader) => reader.query(`SELECT id FROM ${table}`));

describe('uploads in a bucket', () => {
  let bucket: BucketServer;
  let app: TestApp;
  let ada: Person;
  let ben: Person;

  beforeAll(async () => {
    bucket = await BucketServer.start();
    const { name, endpoint, keys } = bucket.settings();
    app = await startApp('sqlite', {
      ...{ S3_BUCKET: name, S3_ENDPOINT: endpoint!, S3_ACCESS_KEY_ID: keys!.id, S3_SECRET_ACCESS_KEY: keys!.secret },
      S3_TIMEOUT_MS: '400',
    });
  });
  const stage = stageAt(() => app.url);
  beforeAll(() => void ({ ada, ben } = stage));
  beforeEach(() => void (bucket.fault = () => 'none'));
  afterAll(async () => {
    await app.close();
    await bucket.stop();
  });

  const send = async (input: object) =>
    expectOk(await ada.rest('POST', `/channels/${stage.general.id}/messages`, { nonce: nonce(), ...input }));
  const only = (method: string) => (bucket.fault = (asked) => (asked.method === method ? 'error' : 'none'));
  const mend = () => (bucket.fault = () => 'none');

  it('S1-30 S5-40 picture, voice note and file go in and come out, whole and in pieces, and leave no object behind', async () => {
    const bytes = Buffer.from(Array.from({ length: 1000 }, (_, n) => n % 256));
    const all = [
      await uploaded(ada, await photo(), { name: 'holiday.jpg' }),
      await uploaded(ada, await recording(1), { name: 'note.webm', kind: 'voice' }),
      await uploaded(ada, bytes, { kind: 'file' }),
    ];
    expect(all.map(({ kind, state }) => [kind, state])).toEqual([
      ['image', 'ready'],
      ['voice', 'ready'],
      ['file', 'ready'],
    ]);
    const message = await send({ mediaIds: all.map(({ id }) => id) });
    for (const { id } of all) expect((await contentOf(ben, id)).length).toBeGreaterThan(500);
    const path = `/media/${all[2].id}/content`;
    expect(await contentOf(ben, all[2].id)).toEqual(bytes);
    const piece = await read(ben, path, { range: 'bytes=500-509' });
    expect([piece.status, Buffer.from(await piece.arrayBuffer())]).toEqual([206, bytes.subarray(500, 510)]);
    expect((await read(ben, path, { range: 'bytes=1000-' })).status).toBe(416);
    await allDone(app);
    expect(await storedKeys(app)).toHaveLength(3 + 1 + 1);
    expect(await storedKeys(app)).toEqual(await knownKeys(app));
    expectOk(await ada.rest('DELETE', `/messages/${message.id}`));
    await allDone(app);
    expect(await storedKeys(app)).toEqual([]);
  });

  it.each([
    ['is away', 503, 'storage.unavailable', 'error'],
    ['is full', 507, 'storage.full', { status: 507, code: 'XMinioStorageFull' }],
  ] as const)('an upload while the bucket %s is refused, and nothing of it stays', async (_, status, code, fault) => {
    const before = [await rowsIn(app, 'media'), await storedKeys(app)];
    bucket.fault = (asked) => (asked.method === 'PUT' || status === 503 ? fault : 'none');
    const form = new FormData();
    form.append('file', new Blob(['x']), 'x');
    const headers = { authorization: `Bearer ${ada.accessToken}` };
    const response = await fetch(`${app.url}/api/v1/media`, { method: 'POST', headers, body: form });
    expect([response.status, await response.json()]).toMatchObject([status, { code }]);
    if (status === 503) expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    mend();
    expect([await rowsIn(app, 'media'), await storedKeys(app)]).toEqual(before);
    expect((await upload(ada, Buffer.from('x'), { kind: 'file' })).ok).toBe(true);
  });

  it.each(['GET', 'PUT'])(
    'work that the bucket refuses (%s) is done when it is back, and is no fault of the upload',
    async (method) => {
      if (method === 'GET') only('GET');
      else bucket.fault = ({ method: asked }) => (asked === 'PUT' && bucket.heard.length > from + 1 ? 'error' : 'none');
      const from = bucket.heard.length;
      const { id } = expectOk(await upload(ada, await photo()));
      const [job] = await allPutOff(app, /cannot be used/);
      expect(job).toMatchObject({ name: 'process', attempts: 0 });
      expect(expectOk(await ada.rest('GET', `/media/${id}`)).state).toBe('processing');
      mend();
      await allDone(app);
      expect(await settled(ada, id)).toMatchObject({ state: 'ready', kind: 'image' });
      expect(await storedKeys(app)).toEqual(await knownKeys(app));
    },
  );

  it('who reads while it is away is told so, and everything else goes on', async () => {
    const media = await uploaded(ada, Buffer.alloc(200_000, 1), { kind: 'file' });
    await send({ mediaIds: [media.id] });
    for (const fault of ['error', 'hang'] as const) {
      bucket.fault = () => fault;
      const reading = read(ben, `/media/${media.id}/content`);
      const begun = performance.now();
      const { id } = await send({ body: 'Still here' });
      await ben.hears('message.created', (message) => message.id === id);
      expect(performance.now() - begun).toBeLessThan(1500);
      const response = await reading;
      expect([response.status, await response.json()]).toMatchObject([503, { code: 'storage.unavailable' }]);
      expect(response.headers.has('retry-after')).toBe(true);
    }
    bucket.fault = () => ({ cutAfter: 50_000 });
    await expect(contentOf(ben, media.id)).rejects.toThrow(); // a part is not taken for the whole
    mend();
    expect(await contentOf(ben, media.id)).toHaveLength(200_000);
  });

  it('S3-72 a message that is deleted while it is away is gone at once, and its files when it is back, however long that takes', async () => {
    const before = await storedKeys(app);
    const media = await uploaded(ada, await photo());
    const message = await send({ mediaIds: [media.id] });
    await allDone(app);
    only('DELETE');
    expectOk(await ada.rest('DELETE', `/messages/${message.id}`));
    expect((await read(ada, `/media/${media.id}/content`)).status).toBe(404);
    for (let tries = 0; tries < 4; tries += 1) {
      const [job] = await allPutOff(app, /cannot be used/);
      expect(job!.attempts).toBe(0);
      await app.database.write([], ({ manager }) => manager.query('UPDATE jobs SET lastError = NULL'));
      await endRests(app);
    }
    mend();
    await allDone(app);
    expect(await storedKeys(app)).toEqual(before);
    expect(await rowsIn(app, 'dead_letters')).toEqual([]);
    expect(await jobsOf(app)).toEqual([]);
  });
});

(mayMount ? it : it.skip)(
  'an upload to a full disk is refused and leaves nothing, and works when there is room again',
  async () => {
    const disk = mkdtempSync(join(tmpdir(), 'parley-disk-'));
    mountSmallDisk(disk);
    const app = await startApp('sqlite', { STORAGE_DIR: join(disk, 'files') });
    try {
      const who = await person(app.url, 'ada');
      const large = Buffer.alloc(700_000, 1);
      const { id } = expectOk(await upload(who, large));
      for (const bytes of [large, Buffer.alloc(3_000_000, 1)]) {
        const { status, error } = await upload(who, bytes);
        expect([status, error.code]).toEqual([507, 'storage.full']);
      }
      expect(await storedKeys(app)).toEqual(await knownKeys(app));
      expect(await rowsIn(app, 'media')).toEqual([{ id }]);
      expectOk(await who.rest('DELETE', `/media/${id}`));
      await allDone(app);
      expect((await upload(who, large)).ok).toBe(true);
    } finally {
      await app.close();
      unmount(disk);
      rmSync(disk, { recursive: true });
    }
  },
);
