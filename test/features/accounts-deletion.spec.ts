import { setTimeout as sleep } from 'node:timers/promises';
import { UserEntity } from '../../src/core/users/user.entity.js';
import { onEachDatabase } from '../support/app.js';
import { cast, expectOk, nonce, person, rest, type Cast, type Person } from '../support/people.js';
import { mailTo } from '../support/mails.js';
import { formWith, PIXEL, uploaded } from '../support/uploads.js';
import { turnOn } from '../support/second-factor.js';

const say = async (who: Person, channelId: string, body: string): Promise<any> =>
  expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
const goodbye = (who: Person, messages: 'keep' | 'erase') =>
  who.rest('POST', '/me/delete', { password: who.password, messages });

async function until(holds: () => Promise<boolean>, ms = 10_000): Promise<void> {
  for (const end = Date.now() + ms; !(await holds()); await sleep(30))
    if (Date.now() > end) throw new Error('too late');
}

onEachDatabase((app) => {
  let stage: Cast;
  beforeAll(() => person(app().url, 'installer'));
  beforeEach(async () => {
    stage = await cast(app().url);
  });
  afterEach(() => [stage.ada, stage.ben, stage.cy].forEach((who) => who.disconnect()));

  const query = <T = any>(sql: string, values: unknown[]): Promise<T[]> =>
    app().database.read((reader) => reader.query(sql, values));

  describe('deleting an account', () => {
    it('ends it for good: sessions and sockets at once, memberships, the name and the address; what was said stays', async () => {
      const { ada, ben, cy, team, general } = stage;
      const said = await say(ben, general.id, 'I was here');
      const dm = expectOk(await ben.rest('POST', '/dms', { userIds: [ada.id] })).channel;
      await say(ben, dm.id, 'and here');
      const answer = await goodbye(ben, 'keep');
      expect(answer.status).toBe(204);
      for (const end = Date.now() + 1_000; ben.socket!.connected && Date.now() < end;) await sleep(5);
      expect(ben.socket!.connected).toBe(false);
      expect((await ben.rest('GET', '/me')).status).toBe(401);
      expect((await rest(app().url, 'POST', '/auth/refresh', { refreshToken: ben.refreshToken })).status).toBe(401);
      const login = { login: ben.username, password: ben.password };
      expect((await rest(app().url, 'POST', '/auth/login', login)).error.code).toBe('auth.invalid_credentials');
      const face = await ada.hears('user.updated', ({ id }) => id === ben.id);
      expect(face).toMatchObject({ displayName: 'Deleted user', username: expect.stringMatching(/^deleted-/) });
      await ada.hears('team.member.removed', ({ userId }) => userId === ben.id);
      const kept = expectOk(await ada.rest('GET', `/messages/${said.id}`));
      expect(kept).toMatchObject({ body: 'I was here', author: { id: ben.id, displayName: 'Deleted user' } });
      const { items } = expectOk(await ada.rest('GET', `/teams/${team.id}/members`));
      expect(items.map(({ user }: any) => user.id)).toEqual([ada.id]);
      const row = await app().database.read((reader) => reader.findOneByOrFail(UserEntity, { id: ben.id }));
      expect(row).toMatchObject({ passwordHash: null, status: null, deletedAt: expect.any(Date) });
      expect(JSON.stringify(row)).not.toContain(ben.username);
      expect(await query('SELECT id FROM sessions WHERE userId = ?', [ben.id])).toEqual([]);
      expect(await query('SELECT hash FROM one_time_tokens WHERE userId = ?', [ben.id])).toEqual([]);
      await mailTo(app(), `${ben.username}@example.org`, /account was deleted/);
      expect(cy.heard).toEqual([]);
    });

    it('frees the name and the address for somebody else, who inherits nothing', async () => {
      const { ben, general } = stage;
      expectOk(await goodbye(ben, 'keep'));
      const again = { username: ben.username, email: `${ben.username}@example.org`, password: ben.password };
      const { user, accessToken } = expectOk(await rest(app().url, 'POST', '/auth/register', again));
      expect(user.id).not.toBe(ben.id);
      expect((await rest(app().url, 'GET', `/channels/${general.id}`, undefined, accessToken)).status).toBe(404);
    });

    it('is done as well while a team keeps one out for want of a second factor', async () => {
      const { ada, ben, team } = stage;
      await turnOn(app(), ada);
      expectOk(await ada.rest('PATCH', `/teams/${team.id}`, { requiresSecondFactor: true }));
      expectOk(await goodbye(ben, 'erase'));
      const { items } = expectOk(await ada.rest('GET', `/teams/${team.id}/members`));
      expect(items.map(({ user }: { user: { id: string } }) => user.id)).not.toContain(ben.id);
    });

    it('needs the password', async () => {
      const { ben } = stage;
      const wrong = await ben.rest('POST', '/me/delete', { password: 'not the one at all', messages: 'erase' });
      expect(wrong.error.code).toBe('auth.password_wrong');
      expect((await ben.rest('GET', '/me')).ok).toBe(true);
    });

    it('S3-75 is refused to the last owner of a team, whose name is told, and changes nothing', async () => {
      const { ada, team } = stage;
      const other = expectOk(await ada.rest('POST', '/teams', { name: 'Second team' }));
      const refused = await goodbye(ada, 'erase');
      expect(refused.error).toMatchObject({ code: 'team.last_owner', status: 409 });
      expect(refused.error.detail).toMatch(/last owner of (Team of|Second team)/);
      expect((await ada.rest('GET', '/me')).data.displayName).toBe('ada');
      expect(expectOk(await ada.rest('GET', '/teams')).items).toHaveLength(2);
      expectOk(await ada.rest('DELETE', `/teams/${other.id}`));
      expectOk(await ada.rest('POST', `/teams/${team.id}/hand-over`, { userId: stage.ben.id }));
      expectOk(await goodbye(ada, 'keep'));
    });

    it('of two owners who go at once one stays', async () => {
      const { ada, ben, team } = stage;
      expectOk(await ada.rest('PATCH', `/teams/${team.id}/members/${ben.id}`, { role: 'owner' }));
      const answers = await Promise.all([goodbye(ada, 'keep'), goodbye(ben, 'keep')]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    });

    it('is refused to the installation’s owner', async () => {
      const { ada } = stage;
      const solo = await person(app().url, 'solo');
      await app().database.write([], (tx) => tx.manager.update(UserEntity, { id: solo.id }, { isOwner: true }));
      expect((await goodbye(solo, 'keep')).error.code).toBe('account.owns_installation');
      expect((await ada.rest('GET', '/me')).ok).toBe(true);
    });

    it('can erase what was said: tombstones for everybody, nothing of it in the tables, and threads count right', async () => {
      const { ada, ben, general } = stage;
      const ids: string[] = [];
      const many = Array.from({ length: 40 }, (_, at) => `secret ${at} @${ada.username}`);
      for (const body of many) ids.push((await say(ben, general.id, body)).id);
      expectOk(await ben.rest('PATCH', `/messages/${ids[0]}`, { body: 'secret once more' }));
      expectOk(await ben.rest('DELETE', `/messages/${ids[1]}`));
      expectOk(await ben.rest('PUT', `/messages/${ids[2]}/pin`));
      const root = await say(ada, general.id, 'a root of Ada’s');
      const thread = expectOk(await ada.rest('POST', `/messages/${root.id}/thread`));
      for (const body of ['secret one', 'secret two']) await say(ben, thread.channelId, body);
      await say(ada, thread.channelId, 'Ada’s own');
      const dm = expectOk(await ben.rest('POST', '/dms', { userIds: [ada.id] })).channel;
      await say(ben, dm.id, 'secret in private');
      await say(ada, dm.id, 'an answer');
      expectOk(await goodbye(ben, 'erase'));
      const left =
        'SELECT COUNT(*) AS n FROM messages WHERE authorId = ? AND nonce IS NOT NULL AND (deletedAt IS NULL OR body <> ?)';
      await until(async () => Number((await query(left, [ben.id, '']))[0].n) === 0);
      const tables = ['messages', 'message_edits'] as const;
      for (const table of tables)
        expect(Number((await query(`SELECT COUNT(*) AS n FROM ${table} WHERE body LIKE ?`, ['%secret%']))[0].n)).toBe(
          0,
        );
      for (const id of ids.slice(0, 5)) {
        const message = expectOk(await ada.rest('GET', `/messages/${id}`));
        expect(message).toMatchObject({ body: '', deletedAt: expect.any(String), pinnedAt: null });
        await ada.hears('message.deleted', (gone) => gone.id === id);
      }
      const shown = expectOk(await ada.rest('GET', `/messages/${root.id}`));
      expect(shown.thread.replyCount).toBe(1);
      const { items } = expectOk(await ada.rest('GET', `/channels/${dm.id}/messages`));
      expect(items.map(({ body }: any) => body)).toEqual(['', 'an answer']);
      expect(expectOk(await ada.rest('GET', '/me/mentions')).items).toEqual([]);
      const { data: synced } = await ada.rest('POST', '/sync', {});
      expect(JSON.stringify(synced)).not.toContain('secret');
    });
  });

  describe('the export of one’s own data', () => {
    it('is one document with all that one said, and nothing that others wrote', async () => {
      const { ada, ben, general } = stage;
      await say(ada, general.id, 'ADA SAID THIS');
      const mine: string[] = [];
      for (let at = 0; at < 12; at += 1) mine.push((await say(ben, general.id, `mine ${at} "quoted" \n line`)).id);
      expectOk(await ben.rest('DELETE', `/messages/${mine[3]}`));
      const dm = expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id] })).channel;
      await say(ada, dm.id, 'ADA SAID THAT');
      expectOk(await ben.rest('PUT', `/messages/${mine[0]}/reactions/${encodeURIComponent('👍')}`));
      const note = await uploaded(ben, Buffer.from('a note of mine'), { name: 'note.txt' });
      const sent = expectOk(
        await ben.command('message.send', { channelId: dm.id, nonce: nonce(), mediaIds: [note.id] }),
      );
      mine.push(sent.id);
      await uploaded(ada, Buffer.from('a note of hers'), { name: 'hers.txt' });
      const face = expectOk(await ben.rest('PUT', '/me/avatar', formWith(PIXEL, { name: 'face.png' }))).avatarId;
      const response = await fetch(`${app().url}/api/v1/me/export`, {
        headers: { authorization: `Bearer ${ben.accessToken}` },
      });
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(response.headers.get('content-disposition')).toContain('attachment');
      const text = await response.text();
      expect(text).not.toContain('ADA SAID');
      expect(text).not.toContain(`${ada.username}@`);
      expect(text).not.toMatch(/argon2|passwordHash|refresh/);
      const data = JSON.parse(text);
      expect(data.me).toMatchObject({ id: ben.id, email: `${ben.username}@example.org` });
      expect(data.messages.map(({ id }: any) => id).toSorted()).toEqual(mine.toSorted());
      expect(data.messages.find(({ id }: any) => id === mine[3])).toMatchObject({ body: '' });
      expect(data.messages.find(({ id }: any) => id === mine[0]).body).toBe('mine 0 "quoted" \n line');
      expect(data.reactions).toMatchObject([{ messageId: mine[0], emoji: '👍' }]);
      const { createdAt } = note;
      expect(data.uploads).toEqual([
        { id: note.id, name: 'note.txt', contentType: 'text/plain', size: 14, createdAt, messageId: sent.id },
        {
          id: face,
          name: 'avatar.webp',
          contentType: 'image/webp',
          size: PIXEL.length,
          createdAt: expect.any(String),
          messageId: null,
        },
      ]);
      expect(data.teams).toMatchObject([{ id: stage.team.id, role: 'member' }]);
      expect(data.channels.map(({ id }: any) => id)).toEqual(expect.arrayContaining([general.id, dm.id]));
      expect(data.sessions).toMatchObject([{ current: true }]);
    });
  });
});
