import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { OneTimeTokenEntity } from '../../src/core/one-time-tokens/one-time-token.entity.js';
import { UserEntity } from '../../src/core/users/user.entity.js';
import { ForgottenPasswords } from '../../src/features/accounts/forgotten-passwords.js';
import { AccountReclaim } from '../../src/features/auth/account-reclaim.js';
import { onEachDatabase, startApp, type TestApp } from '../support/app.js';
import { expectOk, Person, person, rest, type Answer } from '../support/people.js';
import { mailsTo, mailTo, tokenIn } from '../support/mails.js';

const NEW = 'eleven purple giraffes';
const addressOf = ({ username }: Person) => `${username}@example.org`;
const post = (app: TestApp, path: string, body: object, token?: string) =>
  rest(app.url, 'POST', `/auth/${path}`, body, token);
const login = (app: TestApp, who: { username: string }, password: string) =>
  post(app, 'login', { login: who.username, password });
const code = ({ ok, error }: Answer) => (ok ? 'ok' : error.code);

/** Somebody's second device. */
async function alsoAt(app: TestApp, who: Person): Promise<Person> {
  const { accessToken, refreshToken } = expectOk(await login(app, who, who.password));
  return new Person(who.url, who.name, who.id, who.username, who.password, accessToken, refreshToken);
}

/** Asks for a new password and answers the token of the mail. */
async function forgotten(app: TestApp, who: Person, count = 1): Promise<string> {
  expectOk(await post(app, 'password/forgot', { email: addressOf(who) }));
  return tokenIn(await mailTo(app, addressOf(who), /new password/, { count }), '/reset');
}

async function closes({ socket }: Person, ms: number): Promise<number> {
  const begun = Date.now();
  while (socket!.connected && Date.now() - begun < ms) await sleep(5);
  expect(socket!.connected).toBe(false);
  return Date.now() - begun;
}

const row = (app: TestApp, { id }: { id: string }) =>
  app.database.read((reader) => reader.findOneByOrFail(UserEntity, { id }));

onEachDatabase((app) => {
  describe('a forgotten password', () => {
    it('S4-01 is replaced by a link: all sessions end, their sockets close within 1 s, and the address is shown', async () => {
      const ada = await (await person(app().url, 'ada')).connect();
      const phone = await (await alsoAt(app(), ada)).connect();
      const token = await forgotten(app(), ada);
      const answer = await post(app(), 'password/reset', { token, password: NEW });
      expect(answer.status).toBe(204);
      await Promise.all([closes(ada, 1_000), closes(phone, 1_000)]);
      for (const { accessToken, refreshToken } of [ada, phone]) {
        expect((await rest(app().url, 'GET', '/me', undefined, accessToken)).error.code).toBe('auth.session_ended');
        expect((await post(app(), 'refresh', { refreshToken })).ok).toBe(false);
      }
      expect(code(await login(app(), ada, ada.password))).toBe('auth.invalid_credentials');
      const { user } = expectOk(await login(app(), ada, NEW));
      expect(user).toMatchObject({ email: addressOf(ada), emailVerified: true });
      expect((await mailTo(app(), addressOf(ada), /password was changed/)).text).toContain('127.0.0.1');
    });

    it('is answered the same whether there is such an account, and a stranger is sent nothing', async () => {
      const ben = await person(app().url, 'ben');
      const stranger = 'nobody-at-all@example.org';
      const [known, unknown] = await Promise.all(
        [addressOf(ben), stranger].map((email) => post(app(), 'password/forgot', { email })),
      );
      expect({ status: known!.status, data: known!.data }).toEqual({ status: unknown!.status, data: unknown!.data });
      expect(known!.status).toBe(202);
      await mailTo(app(), addressOf(ben), /new password/);
      expect(mailsTo(app(), stranger)).toEqual([]);
    });

    it('does the same work for both before it answers: one job, and nobody is looked up', async () => {
      const ben = await person(app().url, 'ben');
      const asking = new AsyncLocalStorage<string[]>(); // what others do meanwhile is not counted
      const { database } = app();
      const [read, write] = [database.read.bind(database), database.write.bind(database)];
      Object.assign(database, {
        read: (...args: Parameters<typeof read>) => {
          asking.getStore()?.push('read');
          return read(...args);
        },
        write: (...args: Parameters<typeof write>) => {
          asking.getStore()?.push('write');
          return write(...args);
        },
      });
      const device = { userAgent: '', address: '', addressKey: 'here' };
      const done: string[][] = [];
      for (const email of [addressOf(ben), 'nobody-either@example.org']) {
        const calls: string[] = [];
        await asking.run(calls, () => app().get(ForgottenPasswords).ask({ email }, device));
        done.push(calls.slice(0, 1)); // the job may have begun since
      }
      Object.assign(database, { read, write });
      expect(done).toEqual([['write'], ['write']]);
    });

    it('a link works once, even when twenty use it at once', async () => {
      const ada = await person(app().url, 'ada');
      const token = await forgotten(app(), ada);
      const tries = Array.from({ length: 20 }, (_, at) => `${NEW} ${at}`);
      const answers = await Promise.all(tries.map((password) => post(app(), 'password/reset', { token, password })));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(new Set(answers.filter(({ ok }) => !ok).map(code))).toEqual(new Set(['link.invalid']));
      const winner = tries[answers.findIndex(({ ok }) => ok)]!;
      const entered = await Promise.all(tries.map((password) => login(app(), ada, password)));
      expect(entered.flatMap(({ ok }, at) => (ok ? tries[at] : []))).toEqual([winner]);
    });

    it('a link has 256 bits, is stored as its hash alone, lives an hour, and is for nothing else', async () => {
      const ada = await person(app().url, 'ada');
      const token = await forgotten(app(), ada);
      expect(Buffer.from(token, 'base64url')).toHaveLength(32);
      const where = { userId: ada.id, purpose: 'password.reset' };
      const [stored] = await app().database.read((reader) => reader.findBy(OneTimeTokenEntity, where));
      expect(JSON.stringify(stored)).not.toContain(token);
      const left = stored!.expiresAt.getTime() - Date.now();
      expect(left).toBeGreaterThan(3_590_000);
      expect(left).toBeLessThanOrEqual(3_600_500);
      for (const [path, body] of [
        ['verify-email', {}],
        ['disown', {}],
        ['email/confirm', { password: ada.password }],
        ['email/undo', {}],
      ] as const)
        expect([path, code(await post(app(), path, { token, ...body }))]).toEqual([path, 'link.invalid']);
      await app().database.write([], (tx) =>
        tx.manager.update(OneTimeTokenEntity, where, { expiresAt: new Date(Date.now() - 1) }),
      );
      expect(code(await post(app(), 'password/reset', { token, password: NEW }))).toBe('link.invalid');
    });

    it('a weak one is refused and leaves the link good', async () => {
      const ada = await person(app().url, 'ada');
      const token = await forgotten(app(), ada);
      for (const password of ['password123', ada.username.padEnd(10, 'x').slice(0, 3).repeat(5), addressOf(ada)])
        expect(code(await post(app(), 'password/reset', { token, password }))).toBe('auth.password_weak');
      expect((await post(app(), 'password/reset', { token, password: NEW })).status).toBe(204);
    });

    it('a link that was sent before the password was changed is worth nothing', async () => {
      const ada = await person(app().url, 'ada');
      const token = await forgotten(app(), ada);
      expectOk(await ada.rest('PUT', '/me/password', { currentPassword: ada.password, password: NEW }));
      expect(code(await post(app(), 'password/reset', { token, password: `${NEW}!` }))).toBe('link.invalid');
    });

    it('no session begins by the old password while it is replaced', async () => {
      const ada = await person(app().url, 'ada');
      // The password is found right while somebody else replaces it, and only then may the session begin.
      const entering = await app().database.write([`user:${ada.id}`], async ({ manager }) => {
        const answer = login(app(), ada, ada.password);
        await sleep(400);
        await manager.update(UserEntity, { id: ada.id }, { passwordHash: null });
        return { answer };
      });
      expect(code(await entering.answer)).toBe('auth.invalid_credentials');
    });
  });

  describe('an account that somebody made with another’s address', () => {
    it('is the address’s owner’s after a reset: the password, the sessions and their sockets, and other ways in are gone', async () => {
      const reclaimed: string[] = [];
      app()
        .get(AccountReclaim)
        .register((_tx, userId) => Promise.resolve(void reclaimed.push(userId)));
      const attacker = await (await person(app().url, 'mallory')).connect();
      const token = await forgotten(app(), attacker);
      expectOk(await post(app(), 'password/reset', { token, password: NEW }));
      await closes(attacker, 1_000);
      expect(code(await login(app(), attacker, attacker.password))).toBe('auth.invalid_credentials');
      expect((await attacker.rest('GET', '/me')).status).toBe(401);
      expect((await post(app(), 'refresh', { refreshToken: attacker.refreshToken })).status).toBe(401);
      expect(reclaimed).toContain(attacker.id);
      // Of an address that was shown before, a reset takes no other way in.
      const again = await forgotten(app(), attacker, 2);
      expectOk(await post(app(), 'password/reset', { token: again, password: `${NEW}!` }));
      expect(reclaimed.filter((id) => id === attacker.id)).toHaveLength(1);
    });

    it('has no move to another address pending any more after a reset', async () => {
      const attacker = await person(app().url, 'mallory');
      const elsewhere = `elsewhere-${attacker.username}@example.org`;
      expectOk(await attacker.rest('POST', '/me/email', { email: elsewhere, password: attacker.password }));
      const change = tokenIn(await mailTo(app(), elsewhere, /email address/), '/change-email');
      const token = await forgotten(app(), attacker);
      expectOk(await post(app(), 'password/reset', { token, password: NEW }));
      expect(code(await post(app(), 'email/confirm', { token: change, password: NEW }))).toBe('link.invalid');
      expect((await row(app(), attacker)).email).toBe(addressOf(attacker));
    });
  });

  describe('changing the password', () => {
    it('needs the present one, ends all other sessions and keeps this one', async () => {
      const ada = await (await person(app().url, 'ada')).connect();
      const phone = await (await alsoAt(app(), ada)).connect();
      const wrong = await ada.rest('PUT', '/me/password', { currentPassword: 'not the one at all', password: NEW });
      expect(code(wrong)).toBe('auth.password_wrong');
      const weak = await ada.rest('PUT', '/me/password', { currentPassword: ada.password, password: 'password123' });
      expect(code(weak)).toBe('auth.password_weak');
      expect(phone.socket!.connected).toBe(true);
      const answer = await ada.rest('PUT', '/me/password', { currentPassword: ada.password, password: NEW });
      expect(answer.status).toBe(204);
      await closes(phone, 1_000);
      expect((await phone.rest('GET', '/me')).error.code).toBe('auth.session_ended');
      expect((await ada.rest('GET', '/me')).ok).toBe(true);
      expect(ada.socket!.connected).toBe(true);
      expect(code(await login(app(), ada, ada.password))).toBe('auth.invalid_credentials');
      expect(code(await login(app(), ada, NEW))).toBe('ok');
      await mailTo(app(), addressOf(ada), /password was changed/);
      ada.disconnect();
    });

    it('of two at once by the same password one gets through', async () => {
      const ada = await person(app().url, 'ada');
      const change = (at: number) =>
        ada.rest('PUT', '/me/password', { currentPassword: ada.password, password: `${NEW} ${at}` });
      const answers = await Promise.all([1, 2, 3, 4].map(change));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    });
  });

  describe.each(['rest', 'socket'] as const)('logging out everywhere else through %s', (door) => {
    it('ends all sessions but the one that asks, and nobody else’s', async () => {
      const [ada, ben] = await Promise.all([person(app().url, 'ada'), person(app().url, 'ben')]);
      await Promise.all([ada.connect(), ben.connect()]);
      const others = [await (await alsoAt(app(), ada)).connect(), await (await alsoAt(app(), ada)).connect()];
      expectOk(
        door === 'rest' ? await ada.rest('DELETE', '/auth/sessions') : await ada.command('session.revoke_others'),
      );
      for (const other of others) {
        await closes(other, 1_000);
        expect((await other.rest('GET', '/me')).error.code).toBe('auth.session_ended');
      }
      expect(expectOk(await ada.rest('GET', '/auth/sessions')).items).toMatchObject([{ current: true }]);
      expect([ada.socket!.connected, ben.socket!.connected]).toEqual([true, true]);
      for (const who of [ada, ben]) who.disconnect();
    });
  });
});

describe('limits', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp('sqlite', { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_AUTH_ADDRESS: '60/3600' });
  });
  afterAll(() => app.close());

  it('nobody’s mailbox is flooded: five mails an hour that others can cause, and the answer stays the same', async () => {
    const ada = await person(app.url, 'ada');
    for (let at = 0; at < 8; at += 1)
      expect((await post(app, 'password/forgot', { email: addressOf(ada) })).status).toBe(202);
    await mailTo(app, addressOf(ada), /new password/, { count: 5 });
    await sleep(300);
    expect(mailsTo(app, addressOf(ada)).filter(({ subject }) => /new password/.test(subject))).toHaveLength(5);
  });

  it('other mails to a mailbox leave room for the link to a new password', async () => {
    const [ada, mallory] = [await person(app.url, 'ada'), await person(app.url, 'mallory')];
    const ask = () => mallory.rest('POST', '/me/email', { email: addressOf(ada), password: mallory.password });
    const codes: string[] = [];
    for (let at = 0; at < 6; at += 1) codes.push(code(await ask()));
    expect(codes.at(-1)).toBe('rate.limited');
    expectOk(await post(app, 'password/forgot', { email: addressOf(ada) }));
    await mailTo(app, addressOf(ada), /new password/);
  });

  it('an address that nobody has confirmed gets little news of who uses it', async () => {
    const ada = await person(app.url, 'ada');
    const login = () => post(app, 'login', { login: ada.username, password: ada.password });
    for (let at = 0; at < 8; at += 1) expectOk(await login());
    const news = () => mailsTo(app, addressOf(ada)).filter(({ subject }) => /signed in/.test(subject)).length;
    await mailTo(app, addressOf(ada), /signed in/, { count: 5 });
    await sleep(300);
    expect(news()).toBe(5);
    const token = tokenIn(await mailTo(app, addressOf(ada), /Is this/), '/verify');
    expectOk(await post(app, 'verify-email', { token, password: ada.password }));
    expectOk(await login());
    await mailTo(app, addressOf(ada), /signed in/, { count: 6 });
  });

  it('the present password can be guessed ten times, at all doors together', async () => {
    const ada = await person(app.url, 'ada');
    const wrong = 'not the one at all';
    const doors: [string, string, object][] = [
      ['PUT', '/me/password', { currentPassword: wrong, password: NEW }],
      ['POST', '/me/email', { email: 'new@example.org', password: wrong }],
      ['POST', '/me/delete', { password: wrong, messages: 'keep' }],
    ];
    for (let at = 0; at < 10; at += 1) expect(code(await ada.rest(...doors[at % 3]!))).toBe('auth.password_wrong');
    for (const door of doors) expect(code(await ada.rest(...door))).toBe('rate.limited');
    const right = { currentPassword: ada.password, password: NEW };
    expect(code(await ada.rest('PUT', '/me/password', right))).toBe('rate.limited');
  });

  it('guesses at links count for the address that they come from', async () => {
    const token = 'x'.repeat(43);
    const codes: string[] = [];
    for (let at = 0; at < 70; at += 1) codes.push(code(await post(app, 'password/reset', { token, password: NEW })));
    expect(new Set(codes)).toEqual(new Set(['link.invalid', 'rate.limited']));
    expect(codes.at(-1)).toBe('rate.limited');
  });
});
