import { createHash, randomBytes } from 'node:crypto';
import { JwtService } from '@nestjs/jwt';
import { UserEntity } from '../../src/core/users/user.entity.js';
import { ownPath } from '../../src/features/google/own-path.js';
import { usernameOf } from '../../src/features/google/usernames.js';
import { Config } from '../../src/platform/config/config.js';
import { startApp, type TestApp } from '../support/app.js';
import { databaseKinds } from '../support/databases.js';
import { Browser, codeOf, oddServer, Provider, type GooglePerson, type Page } from '../support/google.js';
import { mailTo, tokenIn } from '../support/mails.js';
import { doors, expectOk, Person, person, rest, type Answer, type Door } from '../support/people.js';

let count = 0;
const googler = (over: Partial<GooglePerson> = {}): GooglePerson => {
  const name = `gil-${process.pid}-${(count += 1)}`;
  return {
    sub: `1${randomBytes(8).readUIntBE(0, 6)}`,
    email: `${name}@gmail.example`,
    email_verified: true,
    name,
    ...over,
  };
};

describe.each(databaseKinds)('on %s', (kind) => {
  let app: TestApp, provider: Provider;
  beforeAll(async () => {
    provider = await Provider.start();
    app = await startApp(kind, { ...provider.env, RATE_LIMIT_ENABLED: 'false' });
  });
  afterAll(async () => {
    await app.close();
    await provider.stop();
  });

  const exchange = (code: string, over: object = {}): Promise<Answer> =>
    rest(app.url, 'POST', '/auth/exchange', { code, ...over });
  const arrive = (who: unknown, browser = new Browser(app.url)): Promise<Page> => {
    provider.person = who;
    return browser.signInWithGoogle();
  };
  const signIn = async (who: GooglePerson): Promise<Answer> => exchange(codeOf(await arrive(who)));
  const asPerson = ({ data }: Answer) =>
    new Person(
      app.url,
      data.user.displayName,
      data.user.id,
      data.user.username,
      '',
      data.accessToken,
      data.refreshToken,
    );
  const countOf = (table: string, where: string, ...values: unknown[]): Promise<number> =>
    app.database.read(async (reader) => {
      const [row] = await reader.query(`SELECT COUNT(*) AS count FROM ${table} WHERE ${where}`, values);
      return Number(row.count);
    });
  const linkIn = async (browser: Browser, { accessToken }: Person, input: object = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
    const response = await fetch(`${app.url}/api/v1/me/identities/google/link`, {
      ...{ method: 'POST', headers, body: JSON.stringify(input) },
    });
    browser.keep(response);
    return response;
  };
  /** Links whoever signs in at the provider to this account. */
  const link = async (who: Person, at: GooglePerson, input: object = { password: who.password }): Promise<Page> => {
    const browser = new Browser(app.url);
    const { url } = (await (await linkIn(browser, who, input)).json()) as { url: string };
    provider.person = at;
    return browser.signInWithGoogle(url.slice('/api/v1/auth/google'.length));
  };

  describe('signing in', () => {
    it('S5-03 S5-04 S5-06 S5-07 S5-14 a new person comes back with a code, and gets an account and a session for it', async () => {
      const who = googler({ name: 'Gil Ámbar 👍' });
      const browser = new Browser(app.url);
      const landed = await arrive(who, browser);
      expect(landed.location).toMatch(/^\/auth\/landing\?code=[\w-]{43}&next=%2F$/);
      const answer = await exchange(codeOf(landed));
      expect(answer.status).toBe(200);
      expect(answer.data.user).toMatchObject({ email: who.email, displayName: 'Gil Ámbar 👍', username: 'gil-ambar' });
      expect(answer.data.refreshToken).toEqual(expect.any(String));
      expectOk(await rest(app.url, 'GET', '/me', undefined, answer.data.accessToken));
      const { accessToken, refreshToken } = answer.data;
      for (const secret of [accessToken, refreshToken]) expect(browser.history.join(' ')).not.toContain(secret);
      const again = await signIn({ ...who, email: 'moved@elsewhere.example', name: 'Other' });
      expect(again.data.user).toEqual(answer.data.user); // the same account, by the subject alone
    });

    it('S5-04 goes out with state and an S256 challenge, and asks for openid, email and profile', async () => {
      const browser = new Browser(app.url);
      const { status, location } = await browser.open('/api/v1/auth/google');
      expect(status).toBe(302);
      const asked = new URL(location).searchParams;
      expect(Object.fromEntries(asked)).toMatchObject({
        ...{ response_type: 'code', client_id: 'parley-test', scope: 'openid email profile' },
        ...{ code_challenge_method: 'S256', redirect_uri: expect.stringMatching(/\/api\/v1\/auth\/google\/callback$/) },
      });
      const [name, cookie] = [...browser.cookies][0]!;
      expect(name).toBe('parley_google');
      const { state, verifier } = JSON.parse(Buffer.from(cookie.split('.')[1]!, 'base64url').toString());
      expect(asked.get('state')).toBe(state);
      expect(asked.get('code_challenge')).toBe(createHash('sha256').update(verifier).digest('base64url'));
      const answer = await fetch(`${app.url}/api/v1/auth/google`, { redirect: 'manual' });
      expect(answer.headers.getSetCookie()[0]).toMatch(/; Max-Age=600; Path=\/;.*HttpOnly; SameSite=Lax$/);
    });

    it('S5-06 a code is good once, even in twenty tries at once, and puts the refresh token into a cookie if asked to', async () => {
      const code = codeOf(await arrive(googler()));
      const answers = await Promise.all(Array.from({ length: 20 }, () => exchange(code)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(answers.filter(({ error }) => error?.code === 'auth.exchange_invalid')).toHaveLength(19);
      const body = JSON.stringify({ code: codeOf(await arrive(googler())), cookie: true });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${app.url}/api/v1/auth/exchange`, { method: 'POST', headers, body });
      expect(await response.json()).not.toHaveProperty('refreshToken');
      expect(response.headers.getSetCookie()[0]).toMatch(/^parley_refresh=.*HttpOnly/);
    });

    it('S5-06 a code ends after five minutes', async () => {
      const code = codeOf(await arrive(googler()));
      await app.database.write([], ({ manager }) =>
        manager.query(
          `UPDATE one_time_tokens SET expiresAt = '2020-01-01 00:00:00.000' WHERE purpose = 'google_exchange'`,
        ),
      );
      expect((await exchange(code)).error).toMatchObject({ code: 'auth.exchange_invalid', status: 401 });
    });

    it('one person who arrives five times at once has one account', async () => {
      const who = googler();
      provider.person = who;
      const landed = await Promise.all(Array.from({ length: 5 }, () => new Browser(app.url).signInWithGoogle()));
      const ids = await Promise.all(landed.map(async (page) => expectOk(await exchange(codeOf(page))).user.id));
      expect(new Set(ids).size).toBe(1);
      expect(await countOf('users', 'email = ?', who.email)).toBe(1);
    });

    it('a disabled account gets no session', async () => {
      const who = googler();
      const { data } = await signIn(who);
      await app.database.write([`user:${data.user.id}`], ({ manager, now }) =>
        manager.update(UserEntity, { id: data.user.id }, { disabledAt: now }),
      );
      expect((await signIn(who)).error).toMatchObject({ code: 'user.disabled', status: 403 });
    });
  });

  describe('S5-05 where it leads afterwards', () => {
    it.each<[string, string]>([
      ['/team/general?x=1#y', '/team/general?x=1#y'],
      ...['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', '/.//evil.example'].map(
        (next): [string, string] => [next, '/'],
      ),
      ...['javascript:alert(1)', 'evil', '', '/\n/evil.example', '\\/evil.example', 'http:/evil'].map(
        (next): [string, string] => [next, '/'],
      ),
    ])('after %j it is %j', async (next, told) => {
      expect(ownPath(next)).toBe(told);
      if (/[\t\n]/.test(next)) return; // refused as input
      provider.person = googler();
      const { location } = await new Browser(app.url).signInWithGoogle(`?next=${encodeURIComponent(next)}`);
      expect(location).toMatch(/^\/auth\/landing\?/);
      expect(new URL(location, 'http://x').searchParams.get('next')).toBe(told);
    });
  });

  describe('S5-04 what goes wrong is a page that says how to go on', () => {
    const expectPage = (page: Page, status: number, title: string) => {
      expect([page.status, page.location]).toEqual([status, '']);
      expect(page.text).toContain(`<h1>${title}</h1>`);
      expect(page.text).toContain('href="/login"');
    };
    const LOST = 'This sign-in was not begun here';
    const callback = async (browser: Browser, change: (query: URLSearchParams) => void): Promise<Page> => {
      const away = await browser.open('/api/v1/auth/google');
      const back = new URL((await browser.open(away.location)).location);
      change(back.searchParams);
      return browser.open(back.href);
    };

    it('a no at Google', async () => {
      const refuse = (query: URLSearchParams) => {
        query.delete('code');
        query.set('error', 'access_denied');
      };
      expectPage(await callback(new Browser(app.url), refuse), 403, 'You did not sign in with Google');
    });

    it.each<[string, (query: URLSearchParams, browser: Browser) => void]>([
      ['another state', (query) => query.set('state', 'x'.repeat(43))],
      ['no state', (query) => query.delete('state')],
      ['no code', (query) => query.delete('code')],
      ['two codes', (query) => query.append('code', 'another')],
      ['no cookie', (_, browser) => browser.cookies.clear()],
      ['a cookie that was written by hand', (_, browser) => browser.cookies.set('parley_google', 'a.b.c')],
    ])('%s', async (_what, change) => {
      const browser = new Browser(app.url);
      provider.person = googler();
      expectPage(await callback(browser, (query) => change(query, browser)), 400, LOST);
    });

    it('a cookie whose time is over, or that is another token of ours', async () => {
      const browser = new Browser(app.url);
      const state = 'x'.repeat(43);
      const { jwtSecret } = app.get(Config);
      for (const secret of [jwtSecret, 'parley_google']) {
        const forged = new JwtService({ secret }).sign({ state, verifier: 'y'.repeat(43), next: '/' });
        browser.cookies.set('parley_google', forged);
        expectPage(await browser.open(`/api/v1/auth/google/callback?code=x&state=${state}`), 400, LOST);
      }
    });

    it('the way back of one browser in another', async () => {
      provider.person = googler();
      const [mine, theirs] = [new Browser(app.url), new Browser(app.url)];
      const back = (await mine.open((await mine.open('/api/v1/auth/google')).location)).location;
      await theirs.open('/api/v1/auth/google');
      expectPage(await theirs.open(back), 400, LOST);
      expect((await mine.open(back)).status).toBe(302);
      expectPage(await mine.open(back), 400, LOST); // and only once
    });

    it('a code that the provider does not take, and one without the right verifier', async () => {
      provider.person = googler();
      provider.events.once('beforeResponse', (answer) => {
        answer.statusCode = 400;
        answer.body = { error: 'invalid_grant' };
      });
      expectPage(await arrive(googler()), 502, 'Google does not answer as it should');
    });

    it.each<[string, unknown]>([
      ['nothing', null],
      ['a text', 'hello'],
      ['a list', []],
      ['an empty object', {}],
      ['no subject', { email: 'a@b.example', email_verified: true }],
      ['a subject that is a number', { ...googler(), sub: 7 }],
      ['no email address', { ...googler(), email: undefined }],
      ['no email address that is one', { ...googler(), email: 'nobody' }],
    ])('%s in the place of a person', async (_what, who) => {
      expectPage(await arrive(who), 502, 'Google does not answer as it should');
    });

    it('an address that Google has not confirmed: no account waits for whoever owns it', async () => {
      for (const email_verified of [false, undefined, 'false', 'true', 1]) {
        const who = googler({ email_verified });
        expectPage(await arrive(who), 403, 'Google has not confirmed your email address');
        expect(await countOf('users', 'email = ?', who.email)).toBe(0);
      }
    });
  });

  describe('linking', () => {
    it('S5-14 a signed-in person links their Google account and signs in by either way', async () => {
      const ada = await person(app.url, 'ada');
      const who = googler();
      const page = await link(ada, who, { password: ada.password, next: '/x' });
      expect([page.status, page.location]).toEqual([302, '/x']);
      expect((await signIn(who)).data.user.id).toBe(ada.id);
      expectOk(await rest(app.url, 'POST', '/auth/login', { login: ada.username, password: ada.password }));
    });

    it('asks for the password, or for a sign-in of a few minutes ago', async () => {
      const ada = await person(app.url, 'ada');
      const browser = new Browser(app.url);
      expect((await linkIn(browser, ada)).status).toBe(200);
      await app.database.write([], ({ manager }) =>
        manager.query(`UPDATE sessions SET createdAt = '2020-01-01 00:00:00.000' WHERE userId = ?`, [ada.id]),
      );
      const codes = [];
      for (const input of [{}, { password: 'not the password' }, { password: ada.password }])
        codes.push(((await (await linkIn(new Browser(app.url), ada, input)).json()) as { code?: string }).code);
      expect(codes).toEqual(['auth.proof_required', 'auth.password_wrong', undefined]);
    });

    it('only in the browser that began it, and as long as that session stands', async () => {
      const ada = await person(app.url, 'ada');
      const browser = new Browser(app.url);
      await linkIn(browser, ada);
      provider.person = googler();
      const lured = await new Browser(app.url).signInWithGoogle('?link=true');
      expect([lured.status, lured.text]).toEqual([400, expect.stringContaining('was not begun here')]);
      expectOk(await ada.rest('POST', '/auth/logout'));
      expect((await browser.signInWithGoogle('?link=true')).status).toBe(401);
      expect(await countOf('identities', 'userId = ?', ada.id)).toBe(0);
    });

    it('a Google account belongs to one account, and an account to one Google account', async () => {
      const [ada, ben] = [await person(app.url, 'ada'), await person(app.url, 'ben')];
      const who = googler();
      await link(ada, who);
      expect((await link(ada, who)).status).toBe(302); // once more changes nothing
      const taken = await link(ben, who);
      expect([taken.status, taken.text]).toEqual([409, expect.stringContaining('belongs to another account')]);
      const second = await link(ada, googler());
      expect([second.status, second.text]).toEqual([409, expect.stringContaining('has another Google account')]);
      expect((await signIn(who)).data.user.id).toBe(ada.id);
    });

    describe.each(doors)('by %s', (door: Door) => {
      it('lists what is linked and unlinks it, but not the only way in', async () => {
        const ada = await person(app.url, 'ada');
        const who = googler();
        await link(ada, who);
        const gil = asPerson(await signIn(googler()));
        await Promise.all([ada.connect(), gil.connect()]);
        const ask = (one: Person, verb: 'list' | 'unlink') =>
          door === 'socket'
            ? one.command(`identity.${verb}`)
            : verb === 'list'
              ? one.rest('GET', '/me/identities')
              : one.rest('DELETE', '/me/identities/google');
        const linked = { provider: 'google', email: who.email, createdAt: expect.any(String) };
        expect((await ask(ada, 'list')).data.items).toEqual([linked]);
        expectOk(await ask(ada, 'unlink'));
        expect((await ask(ada, 'list')).data.items).toEqual([]);
        expect((await ask(ada, 'unlink')).error.code).toBe('not_found');
        expect((await ask(gil, 'unlink')).error).toMatchObject({ code: 'auth.last_way_in', status: 409 });
        expect((await signIn(who)).data.user.id).not.toBe(ada.id); // a stranger now, and somebody new
        for (const one of [ada, gil]) one.disconnect();
      });
    });
  });

  it('S5-03 an account without a password shows a fresh sign-in instead where others give theirs', async () => {
    const who = googler();
    const gil = asPerson(await signIn(who));
    await app.database.write([], ({ manager }) =>
      manager.query(`UPDATE sessions SET createdAt = '2020-01-01 00:00:00.000' WHERE userId = ?`, [gil.id]),
    );
    const doors: [string, string, object][] = [
      ['PUT', '/me/password', { password: 'eleven purple giraffes' }],
      ['POST', '/me/email', { email: `new-${who.email}` }],
      ['POST', '/me/delete', { messages: 'keep' }],
    ];
    for (const door of doors) expect((await gil.rest(...door)).error).toMatchObject({ code: 'auth.proof_required' });
    const again = asPerson(await signIn(who));
    expectOk(await again.rest(...doors[1]!));
    expectOk(await again.rest(...doors[0]!));
    // From here on it has one.
    for (const door of doors) expect((await again.rest(...door)).error).toMatchObject({ code: 'auth.proof_required' });
    expectOk(await rest(app.url, 'POST', '/auth/login', { login: gil.username, password: 'eleven purple giraffes' }));
    const other = asPerson(await signIn(googler()));
    expectOk(await other.rest(...doors[2]!));
    expect((await other.rest('GET', '/me')).error.code).toBe('auth.session_ended');
  });

  it('S5-06 a code is void once the account’s sessions are ended', async () => {
    const who = googler();
    const gil = asPerson(await signIn(who));
    const code = codeOf(await arrive(who));
    expectOk(await gil.rest('DELETE', '/auth/sessions'));
    expect((await exchange(code)).error.code).toBe('auth.exchange_invalid');
  });

  it('S5-06 a code is void once the Google account by which it came is unlinked', async () => {
    const ada = await person(app.url, 'ada');
    const who = googler();
    await link(ada, who);
    const code = codeOf(await arrive(who));
    expectOk(await ada.rest('DELETE', '/me/identities/google'));
    expect((await exchange(code)).error.code).toBe('auth.exchange_invalid');
  });

  it('the account’s mailbox hears that a Google account was linked, and unlinked', async () => {
    const ada = await person(app.url, 'ada');
    await link(ada, googler());
    expectOk(await ada.rest('DELETE', '/me/identities/google'));
    const address = `${ada.username}@example.org`;
    await mailTo(app, address, /Google account was linked/);
    await mailTo(app, address, /Google account was unlinked/);
  });

  /** Sudhodanan and Paverd, “Pre-hijacked accounts”, USENIX Security 2022. */
  describe('S5-14 the pre-hijacking attacks', () => {
    it('classic-federated merge: an account with the victim’s address does not become the victim’s', async () => {
      const mallory = await person(app.url, 'mallory');
      const who = googler({ email: `${mallory.username}@example.org` });
      const page = await arrive(who);
      expect([page.status, page.text]).toEqual([
        409,
        expect.stringContaining('There is an account with this email address'),
      ]);
      expect(await countOf('identities', 'userId = ?', mallory.id)).toBe(0);
      const loud = await arrive({ ...who, email: who.email!.toUpperCase() });
      expect(loud.status).toBe(409);
    });

    it('unexpired session: a session from before does not reach what the victim signs in to', async () => {
      const mallory = await person(app.url, 'mallory');
      const browser = new Browser(app.url);
      await linkIn(browser, mallory);
      const who = googler();
      const { data } = await signIn(who); // the victim, in a browser of their own
      expect(data.user.id).not.toBe(mallory.id);
      expect((await mallory.rest('GET', '/me')).data.id).toBe(mallory.id);
      expect(await countOf('sessions', 'userId = ?', data.user.id)).toBe(1);
    });

    it('trojan identifier: an identity that the attacker linked leads to the attacker’s own account alone', async () => {
      const mallory = await person(app.url, 'mallory');
      const trojan = googler();
      await link(mallory, trojan);
      const victim = await signIn(googler());
      expect((await signIn(trojan)).data.user.id).toBe(mallory.id);
      expect(victim.data.user.id).not.toBe(mallory.id);
      expect(await countOf('identities', 'userId = ?', victim.data.user.id)).toBe(1);
    });

    it('trojan identifier: one that was linked before the address’s owner came is gone once they reset the password', async () => {
      const mallory = await person(app.url, 'mallory');
      const trojan = googler();
      await link(mallory, trojan);
      const email = `${mallory.username}@example.org`; // the victim's
      expectOk(await rest(app.url, 'POST', '/auth/password/forgot', { email }));
      const token = tokenIn(await mailTo(app, email, /new password/), '/reset');
      expectOk(await rest(app.url, 'POST', '/auth/password/reset', { token, password: 'eleven purple giraffes' }));
      expect(await countOf('identities', 'userId = ?', mallory.id)).toBe(0);
      expect((await signIn(trojan)).data.user.id).not.toBe(mallory.id);
    });

    it('unexpected email change: an address that moves at the provider moves no account', async () => {
      const victim = await person(app.url, 'victim');
      const mallory = googler();
      const { data } = await signIn(mallory);
      const moved = await signIn({ ...mallory, email: `${victim.username}@example.org` });
      expect(moved.data.user).toMatchObject({ id: data.user.id, email: mallory.email });
      expect((await victim.rest('GET', '/me')).data.email).toBe(`${victim.username}@example.org`);
    });

    it('non-verifying provider: an unconfirmed address makes no account and signs in to none', async () => {
      const victim = await person(app.url, 'victim');
      const email = `${victim.username}@example.org`;
      expect((await arrive(googler({ email, email_verified: false }))).status).toBe(403);
      expect(await countOf('identities', 'userId = ?', victim.id)).toBe(0);
    });
  });

  if (kind === 'sqlite') {
    describe('a provider that is out of order', () => {
      const trouble: [string, Parameters<typeof oddServer>[0]][] = [
        ['says nothing', () => {}],
        ['breaks off', (_, response) => response.socket?.destroy()],
        ['stops in the middle', (_, response) => void response.writeHead(200, { 'content-length': 99 }).write('{"a":')],
        ['answers a page', (_, response) => void response.end('<html>')],
        ['answers null', (_, response) => void response.end('null')],
        ['answers no token', (_, response) => void response.end('{}')],
        ['answers a megabyte', (_, response) => void response.end(`{"a":"${'x'.repeat(1_000_000)}"}`)],
        ['fails', (_, response) => void response.writeHead(500).end('{"error":null}')],
        ['sends elsewhere', (_, response) => void response.writeHead(302, { location: '/other' }).end()],
      ];
      let odd: Awaited<ReturnType<typeof oddServer>>;
      let answer: (typeof trouble)[number][1];
      const apps: TestApp[] = [];
      beforeAll(async () => {
        odd = await oddServer((request, response) => answer(request, response));
        for (const [name, path] of [
          ['GOOGLE_TOKEN_URL', '/token'],
          ['GOOGLE_USERINFO_URL', '/userinfo'],
        ] as const)
          apps.push(await startApp('sqlite', { ...provider.env, GOOGLE_TIMEOUT_MS: '400', [name]: odd.url + path }));
      });
      afterAll(async () => {
        for (const one of apps) await one.close();
        await odd.close();
      });

      it.each(trouble)(
        'S5-04 one that %s is a page, at the token and at the userinfo, and the server goes on',
        async (_, odd) => {
          answer = odd;
          for (const { url } of apps) {
            const page = await new Browser(url).signInWithGoogle();
            expect([page.status, page.text]).toEqual([502, expect.stringContaining('Google does not answer')]);
            expect((await fetch(`${url}/health/live`)).status).toBe(200);
          }
        },
      );
    });

    it('S5-03 without a client there is no such thing, and the methods say so', async () => {
      const without = await startApp('sqlite');
      expect((await rest(without.url, 'GET', '/auth/methods')).data).toEqual({ password: true, google: false });
      for (const path of ['/auth/google', '/auth/google/callback?code=x&state=y'])
        expect((await rest(without.url, 'GET', path)).status).toBe(404);
      const ada = await person(without.url, 'ada');
      expect((await ada.rest('POST', '/me/identities/google/link', {})).status).toBe(404);
      await without.close();
      expect((await rest(app.url, 'GET', '/auth/methods')).data).toEqual({ password: true, google: true });
    });

    it('usernames are made of names, else of addresses, and fit', () => {
      const made = [
        ['Ada Lovelace', 'x@y.example', 'ada-lovelace'],
        ['阿达', 'ada.l+chat@y.example', 'ada.l-chat'],
        ['', '_@y.example', 'user'],
        ['x'.repeat(80), 'x@y.example', 'x'.repeat(24)],
      ] as const;
      for (const [name, email, username] of made) expect(usernameOf({ name, email }, 1)).toBe(username);
      expect(usernameOf({ name: 'Ada', email: 'x@y.example' }, 2)).toMatch(/^ada-[0-9a-f]{6}$/);
    });
  }
});
