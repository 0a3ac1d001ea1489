import { randomBytes } from 'node:crypto';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import sharp from 'sharp';
import { SignedAddresses } from '../../src/platform/http/signed-addresses.js';
import { isMark } from '../../src/features/media/storage-mark.js';
import { Scanner } from '../../src/platform/scanning/scanner.js';
import { Storage } from '../../src/platform/storage/storage.js';
import { onEachDatabase } from '../support/app.js';
import { pngBomb } from '../support/bombs.js';
import { cast, expectOk, person, rest, type Answer, type Cast, type Person } from '../support/people.js';
import { until } from '../support/processes.js';
import { animation, formWith, photo, PIXEL, read, upload, type UploadOptions } from '../support/uploads.js';

const put = (who: Person, path: string, bytes: Uint8Array, options?: UploadOptions): Promise<Answer> =>
  who.rest('PUT', path, formWith(bytes, options));
const setAvatar = async (who: Person, bytes: Uint8Array) => expectOk(await put(who, '/me/avatar', bytes));
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

onEachDatabase(
  (app) => {
    let stage: Cast;
    let ada: Person, ben: Person, cy: Person, teamId: string, icon: string;
    const others: Person[] = [];

    beforeAll(async () => {
      await person(app().url, 'installer');
      stage = await cast(app().url);
      ({ ada, ben, cy } = stage);
      teamId = stage.team.id;
      icon = `/teams/${teamId}/icon`;
    });
    afterAll(() => [ada, ben, cy, ...others].forEach((who) => who.disconnect()));

    const query = <T = any>(sql: string, values: unknown[]): Promise<T[]> =>
      app().database.read((reader) => reader.query(sql, values));

    /** What lies in storage, once the jobs have removed what nobody sees any more. */
    async function stored(): Promise<string[]> {
      await until(
        async () => (await query('SELECT id FROM media WHERE removedAt IS NOT NULL', [])).length === 0,
        'what is removed is gone from storage',
      );
      const keys: string[] = [];
      for await (const { key } of app().get(Storage).list()) if (!isMark(key)) keys.push(key);
      return keys.toSorted();
    }

    /** Rows and files agree: nothing is stored that no row knows, and no row lacks its file. */
    async function expectNothingOrphaned(): Promise<void> {
      const keys = await stored();
      expect(keys).toEqual((await query('SELECT id FROM media_files ORDER BY id', [])).map(({ id }) => id));
    }

    /** Somebody new, in Ada’s team. */
    async function mate(name: string): Promise<Person> {
      const who = await person(app().url, name);
      others.push(who);
      expectOk(await ada.rest('POST', `/teams/${teamId}/members`, { userId: who.id }));
      return who;
    }

    describe('S1-28 S5-37 of a person', () => {
      it('shows to those who share a team, live, as a small square without where it was taken', async () => {
        const me = await setAvatar(ada, await photo());
        expect(me).toMatchObject({ id: ada.id, avatarId: expect.any(String) });
        const heard = await ben.hears('user.updated', ({ avatarId }) => avatarId === me.avatarId);
        expect(heard).toMatchObject({ id: ada.id, version: me.version });
        await ada.hears('me.updated', ({ avatarId }) => avatarId === me.avatarId);
        const response = await read(ben, `/users/${ada.id}/avatar`);
        expect(response.status).toBe(200);
        expect(response.headers.get('content-type')).toBe('image/webp');
        expect(response.headers.get('content-disposition')).toBe('inline; filename=avatar.webp');
        expect(response.headers.get('content-security-policy')).toContain('sandbox');
        const { width, height, format, exif, pages } = await sharp(await bytesOf(response)).metadata();
        expect({ width, height, format, exif, pages }).toEqual({ width: 256, height: 256, format: 'webp' });
        const tag = response.headers.get('etag')!;
        const again = { 'if-none-match': tag, 'cache-control': 'max-age=0' }; // or else fetch asks for it anew
        expect((await read(ben, `/users/${ada.id}/avatar`, again)).status).toBe(304);
        for (const path of [`/users/${ada.id}/avatar`, `/media/${me.avatarId}/content`]) {
          expect((await read(ben, path)).status).toBe(200);
          const { error } = await cy.rest('GET', path);
          expect(error).toMatchObject({ code: 'not_found', status: 404 });
        }
        expect(cy.heard.filter(({ type }) => type === 'user.updated')).toEqual([]);
      });

      it('is not there any more at once for who leaves the last team that both are in', async () => {
        const dora = await mate('dora');
        await setAvatar(ada, PIXEL);
        expect((await read(dora, `/users/${ada.id}/avatar`)).status).toBe(200);
        expectOk(await dora.rest('DELETE', `/teams/${teamId}/members/${dora.id}`));
        expect((await dora.rest('GET', `/users/${ada.id}/avatar`)).error).toMatchObject({ code: 'not_found' });
      });

      it('opens by a signed address, as long as the session of who it is for', async () => {
        const eli = await mate('eli');
        await setAvatar(ada, PIXEL);
        const { items } = expectOk(await eli.rest('GET', '/auth/sessions'));
        const { address } = app().get(SignedAddresses).sign(`/api/v1/users/${ada.id}/avatar`, items[0].id);
        expect((await fetch(`${app().url}${address}`)).status).toBe(200);
        const forged = await fetch(`${app().url}${address.replace(ada.id, ben.id)}`);
        expect((await forged.json()).code).toBe('auth.address_invalid');
        expectOk(await eli.rest('POST', '/auth/logout'));
        expect((await fetch(`${app().url}${address}`)).status).toBe(401);
      });

      it('takes the place of the one before, which is gone for everybody and from storage', async () => {
        const { avatarId: before } = await setAvatar(ada, PIXEL);
        const [file] = await query('SELECT id FROM media_files WHERE mediaId = ?', [before]);
        const { avatarId: after } = await setAvatar(ada, await animation(3));
        expect(after).not.toBe(before);
        for (const path of [`/media/${before}`, `/media/${before}/content`])
          expect((await ada.rest('GET', path)).error).toMatchObject({ code: 'not_found', status: 404 });
        const keys = await stored();
        expect(keys).not.toContain(file.id);
        const { pages } = await sharp(await bytesOf(await read(ben, `/users/${ada.id}/avatar`))).metadata();
        expect(pages).toBeUndefined(); // it stands still
        await expectNothingOrphaned();
      });

      it('of ten that are set at once one is left, with one file', async () => {
        const rivals = await Promise.all(Array.from({ length: 10 }, () => put(ben, '/me/avatar', PIXEL)));
        const ids = rivals.map((answer) => expectOk(answer).avatarId);
        expect(new Set(ids).size).toBe(10);
        await stored();
        const rows = await query("SELECT id FROM media WHERE purpose = 'user' AND subjectId = ?", [ben.id]);
        expect(rows).toEqual([{ id: expectOk(await ben.rest('GET', '/me')).avatarId }]);
        await expectNothingOrphaned();
        expect((await read(ada, `/users/${ben.id}/avatar`)).status).toBe(200);
      });

      it('so many of one person at once are enough, with files for messages among them', async () => {
        const answers = await Promise.all(
          Array.from({ length: 30 }, (_, n) => (n % 2 ? upload(ben, PIXEL) : put(ben, '/me/avatar', PIXEL))),
        );
        const refused = answers.flatMap(({ ok, error }) => (ok ? [] : [error.code]));
        expect(answers.length - refused.length).toBeGreaterThanOrEqual(10);
        expect(refused.length).toBeGreaterThan(0);
        expect(new Set(refused)).toEqual(new Set(['media.too_many_at_once']));
        await setAvatar(ben, PIXEL); // and then there is room again
      });

      it('does not tell what its file was called', async () => {
        const { avatarId } = expectOk(await put(ada, '/me/avatar', await photo(), { name: 'me and my doctor.jpg' }));
        for (const who of [ada, ben])
          expect(expectOk(await who.rest('GET', `/media/${avatarId}`)).name).toBe('avatar.webp');
        expect(await query("SELECT id FROM media WHERE name LIKE '%doctor%'", [])).toEqual([]);
      });

      it('is not there where its file was taken away, which is written down', async () => {
        const { avatarId } = await setAvatar(ada, PIXEL);
        const [file] = await query('SELECT id FROM media_files WHERE mediaId = ?', [avatarId]);
        await app().get(Storage).remove(file.id);
        const logged = jest.spyOn(Logger.prototype, 'error');
        for (const path of [`/users/${ada.id}/avatar`, `/media/${avatarId}/content`])
          expect((await ben.rest('GET', path)).error).toMatchObject({ code: 'not_found', status: 404 });
        expect(logged.mock.calls.filter(([said]) => String(said).includes(file.id))).toHaveLength(2);
        await setAvatar(ada, PIXEL);
      });

      it.each(['rest', 'socket'] as const)('is taken away by %s, and not twice', async (door) => {
        await setAvatar(ada, PIXEL);
        const remove = () => (door === 'rest' ? ada.rest('DELETE', '/me/avatar') : ada.command('avatar.remove'));
        const me = expectOk(await remove());
        expect(me.avatarId).toBeNull();
        await ben.hears('user.updated', ({ id, version }) => id === ada.id && version === me.version);
        expect(expectOk(await remove()).version).toBe(me.version);
        const { error } = await ben.rest('GET', `/users/${ada.id}/avatar`);
        expect(error).toMatchObject({ code: 'user.no_avatar', status: 404 });
        expect((await cy.rest('GET', `/users/${ada.id}/avatar`)).error.code).toBe('not_found');
        await expectNothingOrphaned();
      });

      it('takes none of the room that one has for files', async () => {
        const noise = { raw: { width: 700, height: 700, channels: 3 as const } };
        const large = await sharp(randomBytes(1_470_000), noise).png().toBuffer(); // more than the whole quota of this suite
        await setAvatar(ada, large);
        expectOk(await upload(ada, Buffer.from('hello')));
        expect((await upload(ada, large)).error.code).toBe('media.quota_exceeded');
      });

      it('goes with the account, and so does what was never sent', async () => {
        const fay = await mate('fay');
        const { avatarId } = await setAvatar(fay, PIXEL);
        const unsent = expectOk(await upload(fay, Buffer.from('never sent'), { name: 'a.txt' })).id;
        expect((await fay.rest('POST', '/me/delete', { password: fay.password, messages: 'keep' })).status).toBe(204);
        for (const id of [avatarId, unsent])
          expect((await ada.rest('GET', `/media/${id}`)).error.code).toBe('not_found');
        await stored();
        expect(await query('SELECT id FROM media WHERE ownerId = ?', [fay.id])).toEqual([]);
        await expectNothingOrphaned();
      });

      it('is none of somebody whose account was deleted while it was made', async () => {
        const gus = await mate('gus');
        const goodbye = { password: gus.password, messages: 'keep' };
        const [answer, gone] = await Promise.all([
          put(gus, '/me/avatar', await slow()),
          sleepThen(60, () => gus.rest('POST', '/me/delete', goodbye)),
        ]);
        expect(gone.status).toBe(204);
        expect(answer.error).toMatchObject({ code: 'user.disabled', status: 403 });
        expect(await query('SELECT avatarId FROM users WHERE id = ?', [gus.id])).toEqual([{ avatarId: null }]);
        await expectNothingOrphaned();
      });
    });

    describe('S1-28 what no picture can be made of', () => {
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
      const html = '<!doctype html><script>alert(1)</script>';
      const hostile: [string, () => Promise<Buffer> | Buffer, object][] = [
        ['an SVG', () => Buffer.from(svg), { code: 'media.unreadable', status: 422, reason: 'unsupported' }],
        ['a page', () => Buffer.from(html), { code: 'media.unreadable', status: 422, reason: 'unsupported' }],
        ['nothing', () => Buffer.alloc(0), { code: 'media.empty', status: 400 }],
        ['half a picture', () => PIXEL.subarray(0, 40), { code: 'media.unreadable', status: 422, reason: 'broken' }],
        ['a bomb', () => pngBomb(8_000, 5_100), { code: 'media.unreadable', status: 422, reason: 'too_large' }],
        ['too many bytes', () => Buffer.alloc(10_485_761, 1), { code: 'payload.too_large', status: 413 }],
      ];

      it.each(hostile)('%s is refused, and nothing of it stays', async (_, bytes, problem) => {
        const before = { keys: await stored(), me: expectOk(await ada.rest('GET', '/me')) };
        const file = await bytes();
        const names = { name: 'me.png', type: 'image/png' };
        for (const path of ['/me/avatar', icon])
          expect((await put(ada, path, file, names)).error).toMatchObject(problem);
        expect({ keys: await stored(), me: expectOk(await ada.rest('GET', '/me')) }).toEqual(before);
      });

      it('a body that is no form is refused', async () => {
        const { error } = await rest(app().url, 'PUT', '/me/avatar', undefined, ada.accessToken);
        expect(error).toMatchObject({ code: 'request.unsupported_media', status: 415 });
      });

      it('what the scanner knows is refused', async () => {
        const scanner = app().get(Scanner);
        const before = await stored();
        const watched: Pick<Scanner, 'configured' | 'scan'> = {
          configured: true,
          scan: () => Promise.resolve({ infected: true, name: 'Eicar-Test-Signature' }),
        };
        const restore = { configured: scanner.configured, scan: scanner.scan.bind(scanner) };
        Object.assign(scanner, watched);
        try {
          const { error } = await put(ada, '/me/avatar', PIXEL);
          expect(error).toMatchObject({ code: 'media.unreadable', status: 422, reason: 'infected' });
        } finally {
          Object.assign(scanner, restore);
        }
        expect(await stored()).toEqual(before);
      });
    });

    describe('S1-28 of a team', () => {
      it('is set by its owner, seen by its members alone, and written down', async () => {
        expect((await ben.rest('GET', icon)).error).toMatchObject({ code: 'team.no_icon', status: 404 });
        const team = expectOk(await put(ada, icon, await photo()));
        await ben.hears('team.updated', ({ iconId }) => iconId === team.iconId);
        const { width, height, exif } = await sharp(await bytesOf(await read(ben, icon))).metadata();
        expect({ width, height, exif }).toEqual({ width: 256, height: 256 });
        expect((await read(ben, `/media/${team.iconId}/content`)).status).toBe(200);
        expect((await cy.rest('GET', icon)).error).toMatchObject({ code: 'not_found', status: 404 });
        expect((await cy.rest('GET', `/media/${team.iconId}/content`)).error.code).toBe('not_found');
        const { items } = expectOk(await ada.rest('GET', `/teams/${teamId}/audit?limit=1`));
        expect(items[0]).toMatchObject({ action: 'team.updated', detail: { iconId: team.iconId, iconIdBefore: null } });
        expect(cy.heard.filter(({ type }) => type === 'team.updated')).toEqual([]);
      });

      it('a member may neither set nor remove it, and to an outsider there is no team', async () => {
        const keys = await stored();
        for (const [who, code] of [
          [ben, 'access.denied'],
          [cy, 'not_found'],
        ] as const) {
          expect((await put(who, icon, PIXEL)).error.code).toBe(code);
          expect((await who.rest('DELETE', icon)).error.code).toBe(code);
          expect((await who.command('team.icon.remove', { teamId })).error.code).toBe(code);
        }
        expect(await stored()).toEqual(keys);
      });

      it('an admin who is one no more when the picture is ready sets none', async () => {
        const hal = await mate('hal');
        const role = (name: string) => ada.rest('PATCH', `/teams/${teamId}/members/${hal.id}`, { role: name });
        expectOk(await role('admin'));
        const [answer] = await Promise.all([put(hal, icon, await slow()), sleepThen(60, () => role('member'))]);
        expect(answer.error).toMatchObject({ code: 'access.denied', status: 403 });
        await expectNothingOrphaned();
      });

      it('of ten that are set at once one is left; removed by command, none; and it goes with the team', async () => {
        const rivals = await Promise.all(Array.from({ length: 10 }, () => put(ada, icon, PIXEL)));
        rivals.forEach(expectOk);
        await stored();
        const rows = () => query("SELECT id FROM media WHERE purpose = 'team' AND removedAt IS NULL", []);
        expect(await rows()).toHaveLength(1);
        const team = expectOk(await ada.command('team.icon.remove', { teamId }));
        expect(team.iconId).toBeNull();
        await ben.hears('team.updated', ({ version }) => version === team.version);
        expect(await rows()).toEqual([]);
        const { id } = expectOk(await ada.rest('POST', '/teams', { name: 'Short' }));
        expectOk(await put(ada, `/teams/${id}/icon`, PIXEL));
        expectOk(await ada.rest('DELETE', `/teams/${id}`));
        expect(await rows()).toEqual([]);
        await expectNothingOrphaned();
      });
    });
  },
  { MEDIA_QUOTA_MB: '1' },
);

/** As large as a picture may be: it takes its time. */
const slow = () =>
  sharp({ create: { width: 8_000, height: 4_900, channels: 3, background: '#123456' } })
    .png()
    .toBuffer();

async function sleepThen<T>(ms: number, work: () => Promise<T>): Promise<T> {
  await new Promise((resolve) => setTimeout(resolve, ms));
  return work();
}
