import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { InstallationEntity } from '../../src/platform/changes/stream.entity.js';
import { UserEntity } from '../../src/core/users/user.entity.js';
import { Passwords } from '../../src/features/auth/passwords.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { asProblem } from '../../src/platform/errors/as-problem.js';
import { onEachDatabase, startApp, type TestApp } from '../support/app.js';
import { databaseKinds } from '../support/databases.js';
import { expectOk, person, rest, type Answer } from '../support/people.js';

const PASSWORD = 'eleven purple giraffes';
let count = 0;
const somebody = (over: object = {}) => {
  const username = `somebody-${process.pid}-${(count += 1)}`;
  return { username, email: `${username}@example.org`, password: PASSWORD, ...over };
};
const register = (url: string, body: object): Promise<Answer> => rest(url, 'POST', '/auth/register', body);
const login = (url: string, name: string, password: string): Promise<Answer> =>
  rest(url, 'POST', '/auth/login', { login: name, password });
const broken = (answer: Answer) => answer.error.fields?.map(({ field, rule }) => `${field}:${rule}`) ?? [];

/** The mails in the outbox, as they stand in its folder. */
function outbox({ dataDir }: TestApp): string[] {
  const folder = join(dataDir, 'outbox');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'));
}

async function mailWith(app: TestApp, ...parts: string[]): Promise<string> {
  for (const end = Date.now() + 10_000; Date.now() < end; await sleep(50)) {
    const mail = outbox(app).find((text) => parts.every((part) => text.includes(part)));
    if (mail) return mail;
  }
  throw new Error(`no mail holds ${parts.join(' and ')}; there are ${outbox(app).length}`);
}

onEachDatabase((app) => {
  describe('registration', () => {
    it('S4-01 S5-16 makes an account that is signed in at once', async () => {
      const body = somebody({ displayName: 'Some Body 👍' });
      const answer = await register(app().url, body);
      expect(answer.status).toBe(201);
      expect(answer.data.user).toMatchObject({
        username: body.username,
        email: body.email,
        displayName: 'Some Body 👍',
        version: 1,
      });
      expect(JSON.stringify(answer.data)).not.toMatch(/argon2|passwordHash/);
      const me = await rest(app().url, 'GET', '/me', undefined, answer.data.accessToken);
      expect(me.data).toEqual(answer.data.user);
    });

    it('S5-16 stores the password as argon2id and never itself', async () => {
      const body = somebody();
      const { user } = expectOk(await register(app().url, body));
      const row = await app().database.read((reader) => reader.findOneByOrFail(UserEntity, { id: user.id }));
      expect(row.passwordHash).toMatch(/^\$argon2id\$/);
      expect(JSON.stringify(row)).not.toContain(PASSWORD);
    });

    it.each(['development', 'production'])(
      'S5-16 hashes with 19 MiB, two passes and one lane in %s',
      async (NODE_ENV) => {
        const config = loadConfig({ NODE_ENV, JWT_SECRET: randomBytes(48).toString('base64') });
        expect(await new Passwords(config).hash(PASSWORD)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      },
    );

    it('hashes at most two passwords at once, lets a hundred wait, and tells who comes later to come again', async () => {
      const passwords = new Passwords(loadConfig({ NODE_ENV: 'test' }));
      const hashing = await Promise.allSettled(Array.from({ length: 110 }, () => passwords.hash(PASSWORD)));
      const refused = hashing.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(refused).toHaveLength(8);
      expect(asProblem(refused[0])).toMatchObject({ code: 'server.busy', retryAfter: expect.any(Number) });
      expect(await passwords.hash(PASSWORD)).toMatch(/^\$argon2id/); // and goes on
    });

    it('keeps usernames and addresses in lower case, so that capitals name the same account', async () => {
      const { username, email } = somebody();
      const { user } = expectOk(
        await register(app().url, { username: username.toUpperCase(), email: email.toUpperCase(), password: PASSWORD }),
      );
      expect(user).toMatchObject({ username, email, displayName: username });
      for (const name of [username, email, email.toUpperCase()])
        expect((await login(app().url, name, PASSWORD)).status).toBe(200);
      expect((await register(app().url, somebody({ username }))).error.code).toBe('auth.username_taken');
      const second = await register(app().url, somebody({ email }));
      expect([second.status, second.error.code]).toEqual([409, 'auth.email_taken']);
    });

    it('makes one account when twenty register the same name at once', async () => {
      const { username } = somebody();
      const answers = await Promise.all(Array.from({ length: 20 }, () => register(app().url, somebody({ username }))));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.filter(({ error }) => error?.code === 'auth.username_taken')).toHaveLength(19);
    });

    it.each([
      ['a common password', { password: 'qwertyuiop' }, 'auth.password_weak', 'password:common'],
      ['a common password in capitals', { password: 'QwertyUIOP' }, 'auth.password_weak', 'password:common'],
      ['a password of three characters', { password: 'abcabcabcabcabc' }, 'auth.password_weak', 'password:uniform'],
      ['a short password', { password: 'Zq8#mK2v!' }, 'validation.failed', 'password:minLength'],
      [
        'a password of 129 characters',
        { password: 'Zq8#mK2v!'.repeat(15).slice(0, 129) },
        'validation.failed',
        'password:maxLength',
      ],
      ['a password that is a list', { password: [PASSWORD] }, 'validation.failed', 'password:isString'],
      ['an address without a host', { email: 'somebody' }, 'validation.failed', 'email:isEmail'],
      ['a username with a space', { username: 'some body' }, 'validation.failed', 'username:matches'],
      ['a username of one letter', { username: 'a' }, 'validation.failed', 'username:matches'],
      ['a username that begins with a dot', { username: '.ada' }, 'validation.failed', 'username:matches'],
      ['a blank name', { displayName: '   ' }, 'validation.failed', 'displayName:notBlank'],
      ['a surplus field', { isOwner: true }, 'validation.failed', 'isOwner:unknown'],
    ])('refuses %s by name and rule', async (_what, over, code, field) => {
      const body = somebody(over);
      const answer = await register(app().url, body);
      expect([answer.status, answer.error.code]).toEqual([400, code]);
      expect(broken(answer)).toContain(field);
      expect(JSON.stringify(answer.error)).not.toContain(PASSWORD);
      expect((await login(app().url, body.email, PASSWORD)).ok).toBe(false);
    });

    it('refuses a password that is the own name or address', async () => {
      const body = somebody();
      for (const password of [body.username, body.email.toUpperCase()]) {
        expect(broken(await register(app().url, { ...body, password }))).toEqual(['password:own']);
      }
    });

    it('takes a password of 128 characters, of any script, and compares all of it', async () => {
      const password = [...'Ωμέγα 👍 ñ\n'.repeat(13)].slice(0, 128).join('');
      const body = somebody({ password });
      expectOk(await register(app().url, body));
      expect((await login(app().url, body.username, password)).status).toBe(200);
      expect((await login(app().url, body.username, password.normalize('NFD'))).status).toBe(200);
      expect((await login(app().url, body.username, password.slice(0, -1))).status).toBe(401);
    });
  });

  describe('login', () => {
    it('S1-03 S1-09 S4-01 answers tokens for username or address, and remembers the time', async () => {
      const ada = await person(app().url, 'ada');
      const before = Date.now();
      const answer = await login(app().url, ada.username, ada.password);
      expect(answer.status).toBe(200);
      expect(answer.data).toMatchObject({
        user: { id: ada.id },
        accessToken: expect.any(String),
        refreshToken: expect.any(String),
      });
      const row = await app().database.read((reader) => reader.findOneByOrFail(UserEntity, { id: ada.id }));
      expect(row.lastLoginAt!.getTime()).toBeGreaterThanOrEqual(before - 1);
    });

    it('S5-12 each login moves lastLoginAt, and a refused one does not', async () => {
      const ada = await person(app().url, 'ada');
      const lastLogin = async () =>
        (
          await app().database.read((reader) => reader.findOneByOrFail(UserEntity, { id: ada.id }))
        ).lastLoginAt!.getTime();
      const registered = await lastLogin();
      await login(app().url, ada.username, 'not the password');
      expect(await lastLogin()).toBe(registered);
      await sleep(5);
      expectOk(await login(app().url, ada.username, ada.password));
      expect(await lastLogin()).toBeGreaterThan(registered);
    });

    it('answers the same whether there is no such account or the password is wrong', async () => {
      const ada = await person(app().url, 'ada');
      const answers = await Promise.all([
        login(app().url, ada.username, 'not the password'),
        login(app().url, `${ada.username}-not`, 'not the password'),
        login(app().url, 'nobody@example.org', 'not the password'),
      ]);
      const said = answers.map(({ status, error }) => ({ status, body: { ...error, requestId: 'differs' } }));
      expect(said[0]).toMatchObject({ status: 401, body: { code: 'auth.invalid_credentials' } });
      expect(said[1]).toEqual(said[0]);
      expect(said[2]).toEqual(said[0]);
    });

    it('knows an account by its very names, on every database: a space at the end makes another', async () => {
      const ada = await person(app().url, 'ada');
      for (const name of [`${ada.username} `, `${ada.username}@example.org `]) {
        expect((await login(app().url, name, ada.password)).error.code).toBe('auth.invalid_credentials');
      }
    });

    it('hashes a password anew that was hashed with other figures, and takes it before and after', async () => {
      const ada = await person(app().url, 'ada');
      const stored = async () =>
        (await app().database.read((reader) => reader.findOneByOrFail(UserEntity, { id: ada.id }))).passwordHash!;
      const today = /^[^,]+/.exec(await stored())![0];
      const dated = await new Passwords({ passwordHashKib: 128 } as ConstructorParameters<typeof Passwords>[0]).hash(
        ada.password,
      );
      await app().database.write([], (tx) => tx.manager.update(UserEntity, { id: ada.id }, { passwordHash: dated }));
      expect((await login(app().url, ada.username, 'not the password')).ok).toBe(false);
      expect(await stored()).toBe(dated);
      for (let n = 0; n < 2; n++) expectOk(await login(app().url, ada.username, ada.password));
      const fresh = await stored();
      expect([fresh.startsWith(`${today},`), fresh === dated]).toEqual([true, false]);
      expectOk(await login(app().url, ada.username, ada.password));
      expect(await stored()).toBe(fresh);
    });

    it('refuses a disabled account, and says so only to who knows the password', async () => {
      const ada = await person(app().url, 'ada');
      await app().database.write([], (tx) => tx.manager.update(UserEntity, { id: ada.id }, { disabledAt: tx.now }));
      expect((await login(app().url, ada.username, ada.password)).error.code).toBe('user.disabled');
      expect((await login(app().url, ada.username, 'not the password')).error.code).toBe('auth.invalid_credentials');
      expect((await ada.rest('GET', '/me')).error.code).toBe('user.disabled');
      const renewal = await rest(app().url, 'POST', '/auth/refresh', { refreshToken: ada.refreshToken });
      expect(renewal.error.code).toBe('user.disabled');
    });

    it.each([
      ['nothing', {}, ['login:isString', 'password:isString']],
      ['operators for texts', { login: { $ne: '' }, password: { $ne: '' } }, ['login:isString', 'password:isString']],
      ['lists', { login: ['ada'], password: ['x'] }, ['login:isString', 'password:isString']],
      ['NUL in a name', { login: 'a\0', password: 'x' }, ['login:singleLine']],
    ])('refuses %s', async (_what, body, fields) => {
      const answer = await rest(app().url, 'POST', '/auth/login', body);
      expect(answer.status).toBe(400);
      expect(broken(answer)).toEqual(expect.arrayContaining(fields));
    });
  });

  describe('mails', () => {
    it('S5-19 S5-20 S1-15 tell when, where and on which device somebody signed in and out', async () => {
      const ada = await person(app().url, 'ada');
      const { accessToken } = expectOk(await login(app().url, ada.username, ada.password));
      const greeting = await mailWith(app(), `${ada.username}@example.org`, 'signed in');
      expect(greeting).toMatch(/127\.0\.0\.1/);
      expect(greeting).toMatch(/UTC/);
      expect((await rest(app().url, 'POST', '/auth/logout', undefined, accessToken)).status).toBe(204);
      await mailWith(app(), `${ada.username}@example.org`, 'signed out');
      await sleep(300);
      const about = (way: string) =>
        outbox(app()).filter(
          (text) => text.includes(`${ada.username}@example.org`) && text.includes(`You signed ${way}`),
        );
      expect([about('in'), about('out')].map(({ length }) => length)).toEqual([1, 1]);
    });
  });
});

describe.each(databaseKinds)('an empty installation on %s', (kind) => {
  it('S4-01 is owned by exactly one of twenty who register at once, and by nobody later', async () => {
    const app = await startApp(kind);
    try {
      const answers = await Promise.all(Array.from({ length: 20 }, () => register(app.url, somebody())));
      expect(answers.filter(({ data }) => data?.user.isOwner)).toHaveLength(1);
      expect(answers.every(({ status }) => status === 201)).toBe(true);
      expect(expectOk(await register(app.url, somebody())).user.isOwner).toBe(false);
      const rows = await app.database.read((reader) => reader.findBy(InstallationEntity, { key: 'owner' }));
      expect(rows[0]!.value).toBe(answers.find(({ data }) => data.user.isOwner)!.data.user.id);
    } finally {
      await app.close();
    }
  });

  it('takes about the same time whether there is such an account', async () => {
    const app = await startApp(kind, { PASSWORD_HASH_KIB: '19456' }); // as in production: with less the way there takes longer than the hash
    try {
      const ada = await person(app.url, 'ada');
      const timed = async (name: string) => {
        const start = performance.now();
        await login(app.url, name, 'not the password');
        return performance.now() - start;
      };
      const known: number[] = [];
      const unknown: number[] = [];
      for (let round = 0; round < 15; round++) {
        known.push(await timed(ada.username));
        unknown.push(await timed(`nobody-${round}`));
      }
      const median = (values: number[]) => values.sort((a, b) => a - b)[7]!;
      const ratio = median(known) / median(unknown);
      expect(ratio).toBeGreaterThan(0.6);
      expect(ratio).toBeLessThan(1.7); // without the decoy it is about five
    } finally {
      await app.close();
    }
  });

  it('counts failed logins by account and address: ten are answered, then 429, also for the right password from there', async () => {
    const app = await startApp(kind, {
      RATE_LIMIT_ENABLED: 'true',
      RATE_LIMIT_AUTH_ACCOUNT: '10/900',
      TRUST_PROXY: '1',
    });
    const from = (address: string, name: string, password: string) =>
      fetch(`${app.url}/api/v1/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ login: name, password }),
      });
    try {
      const ada = await person(app.url, 'ada');
      const email = `${ada.username}@example.org`;
      for (let good = 0; good < 12; good++)
        expect((await from('203.0.113.1', ada.username, ada.password)).status).toBe(200);
      const tries = await Promise.all(
        Array.from({ length: 25 }, (_, turn) =>
          from('203.0.113.1', turn % 2 ? ada.username : email, 'not the password'),
        ),
      );
      expect(tries.filter(({ status }) => status === 401)).toHaveLength(10);
      expect(tries.filter(({ status }) => status === 429)).toHaveLength(15);
      const refused = await from('203.0.113.1', ada.username, ada.password);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await from('198.51.100.7', ada.username, ada.password)).status).toBe(200); // the owner, from elsewhere
    } finally {
      await app.close();
    }
  });

  it('counts failed logins by address over all accounts, and believes no X-Forwarded-For', async () => {
    const app = await startApp(kind, { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_AUTH_ADDRESS: '20/3600' });
    try {
      const tries = await Promise.all(
        Array.from({ length: 30 }, (_, turn) =>
          fetch(`${app.url}/api/v1/auth/login`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${turn}` },
            body: JSON.stringify({ login: `nobody-${turn}`, password: 'not the password' }),
          }),
        ),
      );
      expect(tries.filter(({ status }) => status === 401)).toHaveLength(20);
      expect(tries.filter(({ status }) => status === 429)).toHaveLength(10);
    } finally {
      await app.close();
    }
  });

  it('counts registrations by address, those that found a taken address included', async () => {
    const app = await startApp(kind, { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_AUTH_REGISTER: '3/3600' });
    try {
      const first = somebody();
      const bodies = [first, somebody({ email: first.email }), somebody({ email: first.email }), somebody()];
      const answers: number[] = [];
      for (const body of bodies) answers.push((await register(app.url, body)).status);
      expect(answers).toEqual([201, 409, 409, 429]);
    } finally {
      await app.close();
    }
  });
});
