import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type TestApp } from '../support/app.js';
import { ClamdServer, EICAR } from '../support/clamd-server.js';
import { allDone, allPutOff, endRests, knownKeys, storedKeys } from '../support/jobs.js';
import { expectOk, nonce, type Person } from '../support/people.js';
import { stageAt } from '../support/stage.js';
import { photo, read, settled, upload, uploaded } from '../support/uploads.js';

describe('a scanner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-clamd-'));
  const socket = join(folder, 'clamd.sock');
  let scanner: ClamdServer;
  let app: TestApp;
  let ada: Person;
  let ben: Person;

  beforeAll(async () => {
    scanner = await ClamdServer.start(socket);
    app = await startApp('sqlite', { CLAMAV_URL: scanner.url, CLAMAV_TIMEOUT_MS: '300' });
  });
  const stage = stageAt(() => app.url);
  beforeAll(() => void ({ ada, ben } = stage));
  beforeEach(() => Object.assign(scanner, { fault: 'none', says: undefined, limit: Infinity }));
  afterAll(async () => {
    await app.close();
    await scanner.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const send = (mediaId: string) =>
    ada.rest('POST', `/channels/${stage.general.id}/messages`, { nonce: nonce(), mediaIds: [mediaId] });
  const codeOf = async (who: Person, mediaId: string) =>
    ((await (await read(who, `/media/${mediaId}/content`)).json()) as { code: string }).code;

  it.each([
    ['file', () => Promise.resolve(Buffer.from(EICAR))],
    ['picture', async () => Buffer.concat([await photo(), Buffer.from(EICAR)])],
  ])(
    'S3-71 the standard test file is refused as a %s: its sender is told, and nothing of it stays',
    async (_, make) => {
      const before = await storedKeys(app);
      const answer = expectOk(await upload(ada, await make()));
      expect(answer).toMatchObject({ state: 'processing', scanStatus: 'pending' });
      const refused = { state: 'failed', reason: 'infected', scanStatus: 'infected' };
      expect(await ada.hears('media.failed', ({ id }) => id === answer.id)).toMatchObject(refused);
      expect(await settled(ada, answer.id)).toMatchObject(refused);
      expect((await send(answer.id)).error).toMatchObject({ code: 'media.failed', reason: 'infected' });
      expect(await codeOf(ada, answer.id)).toBe('media.failed');
      await allDone(app);
      expect(await storedKeys(app)).toEqual(before);
      expect(await knownKeys(app)).toEqual(before);
    },
  );

  it('S3-71 what was sent before it was found shows as infected to everybody, and stands in the team’s audit log', async () => {
    scanner.fault = 'hang';
    const { id } = expectOk(await upload(ada, Buffer.from(EICAR), { name: 'bill.exe' }));
    const message = expectOk(await send(id));
    expect(message.attachments).toMatchObject([{ id, state: 'processing', scanStatus: 'pending' }]);
    for (const who of [ada, ben]) expect(await codeOf(who, id)).toBe('media.not_ready');
    await allPutOff(app, /ClamAV cannot be used/);
    scanner.fault = 'none';
    await endRests(app);
    const refused = { id, state: 'failed', reason: 'infected', scanStatus: 'infected', messageId: message.id };
    for (const who of [ada, ben]) {
      expect(await who.hears('media.failed', (media) => media.id === id)).toMatchObject(refused);
      expect(expectOk(await who.rest('GET', `/messages/${message.id}`)).attachments).toMatchObject([refused]);
      expect(await codeOf(who, id)).toBe('media.failed');
    }
    const { items } = expectOk(await ada.rest('GET', `/teams/${stage.team.id}/audit`));
    const entries = items.filter(({ action }: { action: string }) => action === 'media.infected');
    expect(entries).toMatchObject([{ channelId: stage.general.id, detail: { mediaId: id, messageId: message.id } }]);
    expect(JSON.stringify(entries)).not.toContain('bill.exe');
  });

  it('S3-71 what is clean becomes ready, a plain file as well', async () => {
    const ready = { state: 'ready', reason: null, scanStatus: 'clean' };
    expect(await uploaded(ada, Buffer.from('plain'))).toMatchObject({ kind: 'file', ...ready });
    expect(await uploaded(ada, await photo())).toMatchObject({ kind: 'image', ...ready });
    expect(await uploaded(ada, await photo(), { kind: 'file' })).toMatchObject({ kind: 'file', ...ready });
  });

  it.each([{ fault: 'hang' }, { fault: 'drop' }, { says: 'stream: OK maybe' }, 'gone'] as const)(
    'S3-71 while the scanner is away (%j) nobody is handed what nobody looked at; then it becomes ready',
    async (trouble) => {
      if (trouble === 'gone') await scanner.stop();
      else Object.assign(scanner, trouble);
      const { id } = expectOk(await upload(ada, Buffer.from('plain')));
      const [job] = await allPutOff(app, /ClamAV cannot be used/);
      expect(job!.attempts).toBe(0); // it is no fault of the job
      expect(expectOk(await ada.rest('GET', `/media/${id}`))).toMatchObject({
        state: 'processing',
        scanStatus: 'pending',
      });
      expect(await codeOf(ada, id)).toBe('media.not_ready');
      if (trouble === 'gone') scanner = await ClamdServer.start(socket);
      else Object.assign(scanner, { fault: 'none', says: undefined });
      await allDone(app);
      expect(await settled(ada, id)).toMatchObject({ state: 'ready', scanStatus: 'clean' });
    },
  );

  it('S3-71 what is too large to be looked at is refused, and not called infected or clean', async () => {
    scanner.limit = 1000;
    const media = await uploaded(ada, Buffer.alloc(5000, 1));
    expect(media).toMatchObject({ state: 'failed', reason: 'too_large_to_scan', scanStatus: 'not_scanned' });
    await allDone(app);
    expect(await storedKeys(app)).toEqual(await knownKeys(app));
  });
});
