import { onEachDatabase } from '../support/app.js';
import { SignedAddresses } from '../../src/platform/http/signed-addresses.js';
import { Storage } from '../../src/platform/storage/storage.js';
import { expectOk, nonce, person, rest, type Person } from '../support/people.js';
import { secondDevice } from '../support/places.js';
import { stageAt } from '../support/stage.js';
import { photo, read, upload, uploaded, type UploadOptions } from '../support/uploads.js';

/** Node's fetch would ask caches to keep out of it. */
const asBrowser = { 'cache-control': 'max-age=0' };

const BYTES = Buffer.from(Array.from({ length: 1000 }, (_, n) => n % 256));

onEachDatabase((app) => {
  const stage = stageAt(() => app().url);
  let ada: Person;
  let ben: Person;
  let cy: Person;

  beforeAll(() => void ({ ada, ben, cy } = stage));

  /** Something of Ada's that hangs on a message, in general unless told otherwise. */
  async function sent(bytes: Uint8Array, options: UploadOptions = {}, channelId = stage.general.id) {
    const media = await uploaded(ada, bytes, options);
    const message = expectOk(
      await ada.rest('POST', `/channels/${channelId}/messages`, { nonce: nonce(), mediaIds: [media.id] }),
    );
    return { mediaId: media.id as string, messageId: message.id as string, path: `/media/${media.id}/content` };
  }

  const link = async (who: Person, mediaId: string) =>
    expectOk(await who.rest('POST', '/media/links', { mediaIds: [mediaId] })).items[0];
  const open = (address: string, headers: Record<string, string> = {}) => fetch(app().url + address, { headers });

  describe('S5-40 ranges', () => {
    let path: string;
    beforeAll(async () => void ({ path } = await sent(BYTES, { kind: 'file', name: 'bytes.bin' })));

    it.each([
      ['bytes=0-0', 0, 0],
      ['bytes=0-99', 0, 99],
      ['bytes=500-', 500, 999],
      ['bytes=-10', 990, 999],
      ['bytes=990-5000', 990, 999],
      ['bytes=999-999', 999, 999],
    ])('%s gives bytes %i to %i', async (range, start, end) => {
      const response = await read(ben, path, { range });
      expect(response.status).toBe(206);
      expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/1000`);
      expect(response.headers.get('content-length')).toBe(String(end - start + 1));
      expect(Buffer.from(await response.arrayBuffer())).toEqual(BYTES.subarray(start, end + 1));
    });

    it.each(['bytes=1000-', 'bytes=5000-6000'])('%s lies beyond the end', async (range) => {
      const response = await read(ben, path, { range });
      expect(response.status).toBe(416);
      expect(response.headers.get('content-range')).toBe('bytes */1000');
      expect(await response.json()).toMatchObject({ code: 'range.unsatisfiable' });
    });

    it.each(['lines=1-2', 'bytes=x', 'bytes=0-1,5-6'])('%s is no one range: all of it comes', async (range) => {
      const response = await read(ben, path, { range });
      expect(response.status).toBe(200);
      expect((await response.arrayBuffer()).byteLength).toBe(1000);
    });

    it('what the caller has already is not sent again, and another copy is not continued', async () => {
      const whole = await read(ben, path);
      expect(whole.headers.get('accept-ranges')).toBe('bytes');
      const etag = whole.headers.get('etag')!;
      await whole.arrayBuffer();
      expect((await read(ben, path, { ...asBrowser, 'if-none-match': etag })).status).toBe(304);
      expect((await read(ben, path, { ...asBrowser, 'if-none-match': '"other"' })).status).toBe(200);
      expect((await read(ben, path, { range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
      expect((await read(ben, path, { range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
    });

    it('HEAD says how long it is and sends nothing', async () => {
      const headers = { authorization: `Bearer ${ben.accessToken}` };
      const response = await fetch(`${app().url}/api/v1${path}`, { method: 'HEAD', headers });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-length')).toBe('1000');
      expect(await response.text()).toBe('');
    });
  });

  describe('S3-72 what is handed out', () => {
    it.each([
      ['a page', '<!doctype html><script>alert(1)</script>', 'page.html'],
      ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'drawing.svg'],
      ['a page called a picture', '<html><script>alert(1)</script></html>', 'cat.png'],
      ['a program', 'alert(document.cookie)', 'code.js'],
    ])('%s is saved and never shown', async (_, content, name) => {
      const { path } = await sent(Buffer.from(content), { name, type: 'text/html' });
      const response = await read(ben, path);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename=${name}`);
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
      expect(response.headers.get('cache-control')).toBe('private, no-cache');
      expect(await response.text()).toBe(content);
    });

    it('a picture is shown in place, behind the same walls', async () => {
      const { path, mediaId } = await sent(await photo(), { name: 'Straße „Nord“.png' });
      for (const address of [path, `/media/${mediaId}/thumbnail`, `/media/${mediaId}/thumbnail?size=small`]) {
        const { headers } = await read(ben, address);
        expect(headers.get('content-disposition')).toMatch(/^inline; .*filename\*=UTF-8''Stra%C3%9Fe/);
        expect(headers.get('content-security-policy')).toMatch(/^sandbox;/);
        expect(headers.get('x-content-type-options')).toBe('nosniff');
      }
    });

    it('there is no picture of what is none', async () => {
      const { mediaId } = await sent(BYTES);
      const response = await read(ben, `/media/${mediaId}/thumbnail`);
      expect(await response.json()).toMatchObject({ status: 404, code: 'media.no_thumbnail' });
      expect((await read(ben, `/media/${mediaId}/thumbnail?size=huge`)).status).toBe(400);
    });

    it('what is not ready yet or has failed is not handed out', async () => {
      const { id } = expectOk(await upload(ada, await photo(3000, 2000)));
      const early = await read(ada, `/media/${id}/content`);
      expect(await early.json()).toMatchObject({ status: 409, code: 'media.not_ready' });
      const failed = await uploaded(ada, (await photo()).subarray(0, 3000));
      expect(await (await read(ada, `/media/${failed.id}/content`)).json()).toMatchObject({ code: 'media.failed' });
    });
  });

  describe('S3-72 signed addresses', () => {
    it('open without a token what their session may read, by both doors', async () => {
      const { mediaId } = await sent(BYTES);
      for (const { content, expiresAt } of [
        await link(ben, mediaId),
        expectOk(await ben.command('media.link', { mediaIds: [mediaId] })).items[0],
      ]) {
        expect(Buffer.from(await (await open(content)).arrayBuffer())).toEqual(BYTES);
        expect((await open(content, { range: 'bytes=0-9' })).status).toBe(206);
        expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now() + 3_500_000);
      }
    });

    it('are worth nothing when anything about them is changed', async () => {
      const [one, other] = await Promise.all([sent(BYTES), sent(BYTES)]);
      const { content } = await link(ben, one.mediaId);
      const url = new URL(content, app().url);
      const changed = (change: (copy: URL) => void) => {
        const copy = new URL(url);
        change(copy);
        return copy.pathname + copy.search;
      };
      const later = String(Number(url.searchParams.get('expires')) + 3600);
      const session = expectOk(await cy.rest('GET', '/auth/sessions')).items[0].id;
      for (const address of [
        changed((copy) => (copy.pathname = copy.pathname.replace(one.mediaId, other.mediaId))),
        changed((copy) => (copy.pathname = copy.pathname.replace('content', 'thumbnail'))),
        changed((copy) => copy.searchParams.set('expires', later)),
        changed((copy) => copy.searchParams.set('session', session)),
        changed((copy) => copy.searchParams.set('signature', 'x'.repeat(43))),
        changed((copy) => copy.searchParams.set('signature', '')),
        changed((copy) => copy.searchParams.append('signature', copy.searchParams.get('signature')!)),
        changed((copy) => copy.searchParams.delete('session')),
        changed((copy) => copy.searchParams.delete('expires')),
      ]) {
        const response = await open(address);
        expect({ address, status: response.status }).toEqual({ address, status: 401 });
        expect(await response.json()).toMatchObject({ code: 'auth.address_invalid' });
      }
      expect((await open(changed((copy) => copy.searchParams.delete('signature')))).status).toBe(401);
    });

    it('end, and do nothing but read', async () => {
      const { mediaId, path } = await sent(BYTES);
      const session = expectOk(await ben.rest('GET', '/auth/sessions')).items[0].id;
      const signer = app().get(SignedAddresses);
      const old = signer.sign(`/api/v1${path}`, session, Date.now() - 2 * 3_600_000);
      expect((await open(old.address)).status).toBe(401);
      const status = signer.sign(`/api/v1/media/${mediaId}`, session);
      const response = await fetch(app().url + status.address, { method: 'DELETE' });
      expect(await response.json()).toMatchObject({ status: 401, code: 'auth.address_invalid' });
    });

    it('are dead as soon as their session ends', async () => {
      const { mediaId } = await sent(BYTES);
      const login = { login: ben.username, password: ben.password };
      const { accessToken } = expectOk(await rest(app().url, 'POST', '/auth/login', login));
      const answer = await rest(app().url, 'POST', '/media/links', { mediaIds: [mediaId] }, accessToken);
      const { content } = expectOk(answer).items[0];
      expect((await open(content)).status).toBe(200);
      await rest(app().url, 'POST', '/auth/logout', undefined, accessToken);
      expect(await (await open(content)).json()).toMatchObject({ status: 401, code: 'auth.session_ended' });
    });

    it('are dead as soon as their owner may not read any more: removed, or the message deleted', async () => {
      const room = expectOk(
        await ada.rest('POST', '/channels', { teamId: stage.team.id, name: 'Secret', visibility: 'private' }),
      );
      expectOk(await ada.rest('POST', `/channels/${room.id}/members`, { userId: ben.id }));
      const [first, second] = [await sent(BYTES, {}, room.id), await sent(BYTES, {}, room.id)];
      const [one, two] = [await link(ben, first.mediaId), await link(ben, second.mediaId)];
      const { headers } = await open(one.content);
      const etag = headers.get('etag')!;
      expectOk(await ada.rest('DELETE', `/messages/${second.messageId}`));
      expect((await open(two.content)).status).toBe(404);
      expect((await read(ada, second.path)).status).toBe(404);
      expectOk(await ada.rest('DELETE', `/channels/${room.id}/members/${ben.id}`));
      expect((await open(one.content)).status).toBe(404);
      expect((await open(one.content, { ...asBrowser, 'if-none-match': etag })).status).toBe(404); // a browser's own copy is not vouched for
      expect((await read(ben, first.path)).status).toBe(404);
      expect((await read(ben, `/media/${first.mediaId}`)).status).toBe(404);
      expect((await read(ada, first.path)).status).toBe(200);
    });

    it('for a stranger’s session are signed and open nothing', async () => {
      const { mediaId } = await sent(BYTES);
      const { content, thumbnail } = await link(cy, mediaId);
      for (const address of [content, thumbnail, `${thumbnail}&size=small`])
        expect((await open(address)).status).toBe(404);
    });
  });

  it('S3-72 lies in storage under a name that tells nothing, and goes with its message', async () => {
    const storage = app().get(Storage);
    const keys = async () => {
      const found = new Set<string>();
      for await (const { key } of storage.list()) found.add(key);
      return found;
    };
    const before = await keys();
    const { messageId, mediaId } = await sent(await photo(), { name: 'secret.jpg' });
    const added = (all: Set<string>) => [...all].filter((key) => !before.has(key));
    await eventually(async () => expect(added(await keys())).toHaveLength(3)); // the original is gone
    for (const key of added(await keys())) expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(added(await keys()).some((key) => key.includes(mediaId))).toBe(false);
    expectOk(await ada.rest('DELETE', `/messages/${messageId}`));
    await eventually(async () => expect(added(await keys())).toEqual([]));
    const rows = await app().database.read((reader) => reader.query('SELECT id FROM media WHERE id = ?', [mediaId]));
    expect(rows).toEqual([]);
  });

  it('S3-72 goes with the account of who had all that they said erased', async () => {
    const hal = await person(app().url, 'hal');
    expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: hal.id }));
    const { id } = await uploaded(hal, BYTES, { kind: 'file' });
    const said = { nonce: nonce(), mediaIds: [id] };
    expectOk(await hal.rest('POST', `/channels/${stage.general.id}/messages`, said));
    expect((await read(ada, `/media/${id}/content`)).status).toBe(200);
    expect((await hal.rest('POST', '/me/delete', { password: hal.password, messages: 'erase' })).status).toBe(204);
    await eventually(async () => expect((await read(ada, `/media/${id}/content`)).status).toBe(404));
    await eventually(async () => {
      const rows = await app().database.read((reader) => reader.query('SELECT id FROM media WHERE id = ?', [id]));
      expect(rows).toEqual([]);
    });
  });

  it('another device of the same person has addresses of its own', async () => {
    const { mediaId } = await sent(BYTES);
    const device = await secondDevice(ben);
    const { content } = expectOk(await device.command('media.link', { mediaIds: [mediaId] })).items[0];
    expect((await open(content)).status).toBe(200);
    device.disconnect();
  });
});

async function eventually(holds: () => Promise<void>, ms = 15_000): Promise<void> {
  for (const end = Date.now() + ms; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
    try {
      return await holds();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
