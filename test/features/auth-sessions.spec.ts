import { setTimeout as sleep } from 'node:timers/promises';
import { LessThan } from 'typeorm';
import { RefreshTokenEntity, SessionEntity } from '../../src/features/auth/session.entities.js';
import { onEachDatabase, type TestApp } from '../support/app.js';
import { doors, expectOk, person, rest, type Answer, type Door, type Person } from '../support/people.js';

const renew = (url: string, refreshToken: string): Promise<Answer> =>
  rest(url, 'POST', '/auth/refresh', { refreshToken });
const login = async (who: Person): Promise<Person> => {
  const { data } = await rest(who.url, 'POST', '/auth/login', { login: who.username, password: who.password });
  const again = Object.create(who) as Person;
  return Object.assign(again, {
    heard: [],
    passing: [],
    accessToken: data.accessToken,
    refreshToken: data.refreshToken,
  });
};
const sessionOf = ({ accessToken }: Pick<Person, 'accessToken'>): string =>
  JSON.parse(Buffer.from(accessToken.split('.')[1]!, 'base64url').toString()).sid;
const sessionRow = (app: TestApp, id: string) =>
  app.database.read((reader) => reader.findOneByOrFail(SessionEntity, { id }));

/** Milliseconds until the server closed the socket. */
async function closed({ socket }: Person): Promise<number> {
  const start = Date.now();
  if (!socket!.connected) return 0;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the socket is still open after 5 s')), 5_000);
    socket!.once('disconnect', () => {
      clearTimeout(timer);
      resolve(Date.now() - start);
    });
  });
}

/** Makes every rotation of this session `seconds` older than it is. */
const age = (app: TestApp, sessionId: string, seconds: number) =>
  app.database.write([], async ({ manager }) => {
    for (const token of await manager.findBy(RefreshTokenEntity, { sessionId })) {
      if (!token.rotatedAt) continue;
      await manager.update(
        RefreshTokenEntity,
        { id: token.id },
        { rotatedAt: new Date(token.rotatedAt.getTime() - seconds * 1000) },
      );
    }
  });

const listSessions = (who: Person, door: Door) =>
  door === 'rest' ? who.rest('GET', '/auth/sessions') : who.command('session.list');
const revokeSession = (who: Person, door: Door, sessionId: string) =>
  door === 'rest' ? who.rest('DELETE', `/auth/sessions/${sessionId}`) : who.command('session.revoke', { sessionId });

onEachDatabase(
  (app) => {
    const open: Person[] = [];
    const connected = async (who: Person) => {
      open.push(who);
      return who.connect();
    };
    afterEach(() => {
      for (const who of open.splice(0)) who.disconnect();
    });

    describe('refresh', () => {
      it('S4-02 S5-10 answers both tokens anew, and the access token works', async () => {
        const ada = await person(app().url, 'ada');
        const { data, status } = await renew(app().url, ada.refreshToken);
        expect(status).toBe(200);
        expect(data.refreshToken).not.toBe(ada.refreshToken);
        expect(data.user.id).toBe(ada.id);
        expect(sessionOf(data)).toBe(sessionOf(ada));
        expect((await rest(app().url, 'GET', '/me', undefined, data.accessToken)).data.id).toBe(ada.id);
        expect((await renew(app().url, data.refreshToken)).status).toBe(200);
      });

      it('S5-09 an unused session lasts seven days, and each renewal begins them anew', async () => {
        const ada = await person(app().url, 'ada');
        const days = ({ lastUsedAt, expiresAt }: SessionEntity) =>
          (expiresAt.getTime() - lastUsedAt.getTime()) / 86_400_000;
        const before = await sessionRow(app(), sessionOf(ada));
        expect(days(before)).toBe(7);
        await sleep(5);
        await renew(app().url, ada.refreshToken);
        const after = await sessionRow(app(), sessionOf(ada));
        expect(days(after)).toBe(7);
        expect(after.expiresAt.getTime()).toBeGreaterThan(before.expiresAt.getTime());
      });

      it('S5-10 stores no refresh token, only its hash', async () => {
        const ada = await person(app().url, 'ada');
        const rows = await app().database.read((reader) =>
          reader.findBy(RefreshTokenEntity, { sessionId: sessionOf(ada) }),
        );
        expect(rows).toHaveLength(1);
        expect(rows[0]!.hash).toMatch(/^[0-9a-f]{64}$/);
        expect(Buffer.from(ada.refreshToken, 'base64url')).toHaveLength(32);
      });

      it('S5-10 twenty tabs that renew at once all stay signed in, and each goes on', async () => {
        const ada = await person(app().url, 'ada');
        const answers = await Promise.all(Array.from({ length: 20 }, () => renew(app().url, ada.refreshToken)));
        expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
        expect(new Set(answers.map(({ data }) => data.refreshToken)).size).toBe(20);
        const next = await Promise.all(answers.map(({ data }) => renew(app().url, data.refreshToken)));
        expect(next.every(({ status }) => status === 200)).toBe(true);
        expect((await sessionRow(app(), sessionOf(ada))).endedAt).toBeNull();
      });

      it('S5-10 the immediate predecessor works for ten seconds', async () => {
        const ada = await person(app().url, 'ada');
        expectOk(await renew(app().url, ada.refreshToken));
        await age(app(), sessionOf(ada), 8);
        expectOk(await renew(app().url, ada.refreshToken));
        await age(app(), sessionOf(ada), 3);
        expect((await renew(app().url, ada.refreshToken)).error.code).toBe('auth.refresh_reused');
      });

      it('S5-11 a reused token ends the whole family and closes its sockets within 2 s', async () => {
        const ada = await person(app().url, 'ada');
        const other = await connected(await login(ada));
        await connected(ada);
        const renewed = expectOk(await renew(app().url, ada.refreshToken));
        await age(app(), sessionOf(ada), 11);
        const closing = closed(ada);
        const stolen = await renew(app().url, ada.refreshToken);
        expect([stolen.status, stolen.error.code]).toEqual([401, 'auth.refresh_reused']);
        expect(await closing).toBeLessThan(2_000);
        expect((await renew(app().url, renewed.refreshToken)).error.code).toBe('auth.session_ended');
        for (const token of [ada.accessToken, renewed.accessToken]) {
          expect((await rest(app().url, 'GET', '/me', undefined, token)).error.code).toBe('auth.session_ended');
        }
        expect((await sessionRow(app(), sessionOf(ada))).endReason).toBe('reused');
        expect(await other.hears('session.revoked')).toEqual({ sessionId: sessionOf(ada) });
        expect((await other.rest('GET', '/me')).status).toBe(200);
        expect(other.socket!.connected).toBe(true);
      });

      it('S5-11 the grace ends as soon as somebody has gone on from the successor', async () => {
        const ada = await person(app().url, 'ada');
        const second = expectOk(await renew(app().url, ada.refreshToken));
        const third = expectOk(await renew(app().url, second.refreshToken));
        expect((await renew(app().url, ada.refreshToken)).error.code).toBe('auth.refresh_reused');
        expect((await renew(app().url, third.refreshToken)).error.code).toBe('auth.session_ended');
      });

      it('S5-11 of two tokens that were given out for one only one lives on: whoever stole it within the grace is found out', async () => {
        const ada = await person(app().url, 'ada');
        const hers = expectOk(await renew(app().url, ada.refreshToken));
        const stolen = expectOk(await renew(app().url, ada.refreshToken));
        const further = expectOk(await renew(app().url, hers.refreshToken));
        await age(app(), sessionOf(ada), 11);
        expect((await renew(app().url, stolen.refreshToken)).error.code).toBe('auth.refresh_reused');
        expect((await renew(app().url, further.refreshToken)).error.code).toBe('auth.session_ended');
      });

      it('S5-11 of twenty that reuse an old token at once none gets through', async () => {
        const ada = await person(app().url, 'ada');
        expectOk(await renew(app().url, ada.refreshToken));
        await age(app(), sessionOf(ada), 11);
        const answers = await Promise.all(Array.from({ length: 20 }, () => renew(app().url, ada.refreshToken)));
        expect(answers.filter(({ error }) => error.code === 'auth.refresh_reused')).toHaveLength(1);
        expect(answers.filter(({ error }) => error.code === 'auth.session_ended')).toHaveLength(19);
      });

      it('refuses a session that was not used for seven days', async () => {
        const ada = await person(app().url, 'ada');
        const past = new Date(Date.now() - 1_000);
        await app().database.write([], ({ manager }) =>
          manager.update(SessionEntity, { id: sessionOf(ada) }, { expiresAt: past }),
        );
        expect((await renew(app().url, ada.refreshToken)).error.code).toBe('auth.session_ended');
        expect((await ada.rest('GET', '/me')).error.code).toBe('auth.session_ended');
        const again = await login(ada); // tidies up what ran out
        const left = await app().database.read((reader) =>
          reader.findBy(SessionEntity, { userId: ada.id, expiresAt: LessThan(new Date()) }),
        );
        expect(left).toEqual([]);
        expect((await again.rest('GET', '/me')).status).toBe(200);
      });

      it.each([
        ['a token that nobody was given', { refreshToken: 'x'.repeat(43) }, 401, 'auth.refresh_invalid'],
        ['SQL', { refreshToken: "' OR '1'='1" }, 401, 'auth.refresh_invalid'],
        ['no token', {}, 401, 'auth.refresh_invalid'],
        ['a list', { refreshToken: ['x'] }, 400, 'validation.failed'],
        ['null', { refreshToken: null }, 400, 'validation.failed'],
        ['a long text', { refreshToken: 'x'.repeat(5_000) }, 400, 'validation.failed'],
      ])('refuses %s', async (_what, body, status, code) => {
        const answer = await rest(app().url, 'POST', '/auth/refresh', body);
        expect([answer.status, answer.error.code]).toEqual([status, code]);
      });

      it('refuses the access token in place of a refresh token', async () => {
        const ada = await person(app().url, 'ada');
        expect((await renew(app().url, ada.accessToken)).ok).toBe(false);
      });
    });

    describe('the cookie', () => {
      const post = (path: string, body: object, headers: Record<string, string> = {}) =>
        fetch(`${app().url}/api/v1/auth/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        });
      const signIn = async () => {
        const ada = await person(app().url, 'ada');
        const response = await post('login', { login: ada.username, password: ada.password, cookie: true });
        const [setCookie = ''] = response.headers.getSetCookie();
        return {
          response,
          setCookie,
          cookie: setCookie.split(';')[0]!,
          body: (await response.json()) as Record<string, unknown>,
        };
      };
      const origin = 'http://localhost:5173';

      it('S5-18 holds the refresh token where no script can read it, and the body does not', async () => {
        const { setCookie, body } = await signIn();
        expect(setCookie).toMatch(/^parley_refresh=[\w-]{43};/);
        for (const attribute of ['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=604800'])
          expect(setCookie).toContain(attribute);
        expect(body).not.toHaveProperty('refreshToken');
        expect(body).toHaveProperty('accessToken');
      });

      it('S5-18 renews by itself, from an allowed origin alone, and answers by cookie again', async () => {
        const { cookie } = await signIn();
        const refused = await Promise.all([
          post('refresh', {}, { cookie }),
          post('refresh', {}, { cookie, origin: 'https://evil.example' }),
          post('refresh', {}, { cookie, origin: 'null' }),
        ]);
        for (const response of refused) {
          expect(response.status).toBe(403);
          expect((await response.json()) as object).toMatchObject({ code: 'auth.origin_refused' });
          expect(response.headers.getSetCookie()).toEqual([]);
        }
        const response = await post('refresh', {}, { cookie, origin });
        expect(response.status).toBe(200);
        const [next = ''] = response.headers.getSetCookie();
        expect(next).toMatch(/^parley_refresh=/);
        expect(next.split(';')[0]).not.toBe(cookie);
        expect((await response.json()) as object).not.toHaveProperty('refreshToken');
      });

      it('S1-15 is cleared at logout', async () => {
        const { body, cookie } = await signIn();
        const response = await post(
          'logout',
          {},
          { authorization: `Bearer ${String(body.accessToken)}`, cookie, origin },
        );
        expect(response.status).toBe(204);
        expect(response.headers.getSetCookie()[0]).toMatch(/^parley_refresh=;.*Expires=Thu, 01 Jan 1970/);
        expect((await post('refresh', {}, { cookie, origin })).status).toBe(401);
      });
    });

    describe('logout', () => {
      it('S1-15 ends this session alone: REST refuses at once, its sockets close within 1 s', async () => {
        const ada = await connected(await person(app().url, 'ada'));
        const second = await connected(Object.assign(Object.create(ada) as Person, { heard: [], passing: [] })); // another socket of the same session
        const other = await connected(await login(ada));
        const cy = await connected(await person(app().url, 'cy'));
        const closing = Promise.all([closed(ada), closed(second)]);
        expect((await ada.rest('POST', '/auth/logout')).status).toBe(204);
        expect((await ada.rest('GET', '/me')).error.code).toBe('auth.session_ended');
        expect((await renew(app().url, ada.refreshToken)).error.code).toBe('auth.session_ended');
        for (const ms of await closing) expect(ms).toBeLessThan(1_000);
        expect(await other.hears('session.revoked')).toEqual({ sessionId: sessionOf(ada) });
        expect((await other.command('me.open')).ok).toBe(true);
        await sleep(200);
        expect(cy.heard).toEqual([]);
        expect((await ada.rest('POST', '/auth/logout')).status).toBe(401);
      });
    });

    describe.each(doors)('sessions through %s', (door) => {
      it('S5-18 lists where one is signed in, and no session of others', async () => {
        const ada = await connected(await person(app().url, 'ada'));
        const other = await login(ada);
        const cy = await connected(await person(app().url, 'cy'));
        const { items } = expectOk(await listSessions(ada, door));
        expect(items.map(({ id }: { id: string }) => id).sort()).toEqual([sessionOf(ada), sessionOf(other)].sort());
        expect(items.find(({ current }: { current: boolean }) => current).id).toBe(sessionOf(ada));
        expect(items[0]).toEqual({
          ...{ id: expect.any(String), device: expect.any(String), address: expect.stringContaining('127.0.0.1') },
          ...{
            createdAt: expect.stringMatching(/Z$/),
            lastUsedAt: expect.stringMatching(/Z$/),
            current: expect.any(Boolean),
          },
        });
        const theirs = expectOk(await listSessions(cy, door));
        expect(theirs.items.map(({ id }: { id: string }) => id)).toEqual([sessionOf(cy)]);
      });

      it('S5-11 ends another session of one’s own: its sockets close within 1 s and its tokens are refused', async () => {
        const ada = await connected(await person(app().url, 'ada'));
        const other = await connected(await login(ada));
        const closing = closed(other);
        expectOk(await revokeSession(ada, door, sessionOf(other)));
        expect(await closing).toBeLessThan(1_000);
        expect((await other.rest('GET', '/me')).error.code).toBe('auth.session_ended');
        expect((await renew(app().url, other.refreshToken)).error.code).toBe('auth.session_ended');
        expect(await ada.hears('session.revoked')).toEqual({ sessionId: sessionOf(other) });
        expect((await revokeSession(ada, door, sessionOf(other))).status).toBe(404);
        expect(expectOk(await listSessions(ada, door)).items).toHaveLength(1);
      });

      it('an outsider cannot end a session of others, nor learn that there is one', async () => {
        const ada = await connected(await person(app().url, 'ada'));
        const cy = await connected(await person(app().url, 'cy'));
        const refused = await revokeSession(cy, door, sessionOf(ada));
        expect([refused.status, refused.error.code]).toEqual([404, 'not_found']);
        await sleep(200);
        expect(ada.socket!.connected).toBe(true);
        expect((await ada.rest('GET', '/me')).status).toBe(200);
        expect((await revokeSession(cy, door, 'x')).error.fields).toEqual([
          expect.objectContaining({ field: 'sessionId', rule: 'isId' }),
        ]);
      });
    });

    describe('session.refresh', () => {
      it('S4-02 answers how long the socket may go on with a fresh token of its session', async () => {
        const ada = await connected(await person(app().url, 'ada'));
        const { accessToken } = expectOk(await renew(app().url, ada.refreshToken));
        const extended = expectOk(await ada.command('session.refresh', { accessToken }));
        expect(Date.parse(extended.expiresAt)).toBeGreaterThan(Date.now() + 290_000);
        expect((await ada.command('me.open')).data.id).toBe(ada.id);
      });

      it('takes no token of another session, of others, or of nobody', async () => {
        const ada = await connected(await person(app().url, 'ada'));
        const other = await login(ada);
        const cy = await person(app().url, 'cy');
        for (const accessToken of [other.accessToken, cy.accessToken, 'x.y.z', ada.refreshToken]) {
          expect((await ada.command('session.refresh', { accessToken })).error.code).toBe('auth.invalid_token');
        }
        expect((await ada.command('session.refresh', {})).error.code).toBe('validation.failed');
        expect((await ada.command('me.open')).data.id).toBe(ada.id);
      });
    });
  },
  { HEADS_INTERVAL_MS: '60000' },
); // sockets close because they are told to, and not because a look at the streams finds out

onEachDatabase(
  (app) => {
    it('S4-02 a socket closes when its token runs out, and lives on when it was renewed', async () => {
      const [ada, ben] = await Promise.all([person(app().url, 'ada'), person(app().url, 'ben')]);
      await Promise.all([ada.connect(), ben.connect()]);
      await sleep(2_000);
      const renewed = expectOk(await renew(app().url, ben.refreshToken));
      expectOk(await ben.command('session.refresh', { accessToken: renewed.accessToken }));
      await ada.hears('session.expired', () => true, 5_000);
      await closed(ada);
      expect(ben.socket!.connected).toBe(true);
      expect((await ben.command('me.open')).ok).toBe(true);
      expect((await ada.rest('GET', '/me')).error.code).toBe('auth.token_expired');
      ben.disconnect();
    });
  },
  { ACCESS_TOKEN_SECONDS: '5' },
);

onEachDatabase(
  (app) => {
    it('S5-18 over https the cookie is Secure and bound to this very host', async () => {
      const ada = await person(app().url, 'ada');
      const response = await fetch(`${app().url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'https://chat.example.org' },
        body: JSON.stringify({ login: ada.username, password: ada.password, cookie: true }),
      });
      const [setCookie = ''] = response.headers.getSetCookie();
      expect(setCookie).toMatch(/^__Host-parley_refresh=/);
      for (const attribute of ['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/'])
        expect(setCookie).toContain(attribute);
      expect(setCookie).not.toMatch(/Domain/i);
    });
  },
  { PUBLIC_URL: 'https://chat.example.org' },
);
