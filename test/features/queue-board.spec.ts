import { startApp, type TestApp } from '../support/app.js';
import { databaseKinds } from '../support/databases.js';
import { expectOk, nonce, person, rest, type Person } from '../support/people.js';
import { describeInBrowser, launch, Visitor } from '../web/browser.js';

const redisUrl = process.env.PARLEY_TEST_REDIS;
const COOKIE = 'parley_refresh';

/** Signs in as a web page does. Answers the cookie. */
async function cookieOf({ url, username: login, password }: Person): Promise<string> {
  const answer = await fetch(`${url}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password, cookie: true }),
  });
  return new RegExp(`${COOKIE}=[^;]+`).exec(answer.headers.get('set-cookie') ?? '')![0];
}

/** The page, or something under it. */
const open = (app: TestApp, headers: Record<string, string> = {}, path = '', method = 'GET') =>
  fetch(`${app.url}/admin/queues${path}`, { method, headers });

it('the board of the queues is not there without Redis', async () => {
  const app = await startApp('sqlite');
  const owner = await person(app.url, 'owner');
  const answer = await open(app, { authorization: `Bearer ${owner.accessToken}` });
  expect([answer.status, (await answer.json()).code]).toEqual([404, 'route.not_found']);
  await app.close();
});

(redisUrl ? describe : describe.skip).each(databaseKinds)('the board of the queues, on %s with Redis', (kind) => {
  let app: TestApp, owner: Person, ben: Person;
  const bearer = (who: Person) => ({ authorization: `Bearer ${who.accessToken}` });
  beforeAll(async () => {
    app = await startApp(kind, {
      ...{ REDIS_URL: redisUrl!, REDIS_PREFIX: `parley-test-${nonce()}` },
      JWT_SECRET: 'a-secret-of-this-test-alone-that-is-long',
    });
    owner = await person(app.url, 'owner');
    ben = await person(app.url, 'ben');
  });
  afterAll(() => app.close());

  it('opens to the owner by token or cookie, and to nobody else', async () => {
    const cookies = { owner: await cookieOf(owner), ben: await cookieOf(ben) };
    const shut = [{}, bearer(ben), { cookie: cookies.ben }, { cookie: `${COOKIE}=x` }, { authorization: 'Bearer x' }];
    const unknown = await (await fetch(`${app.url}/admin/nothing`)).json();
    for (const headers of shut)
      for (const path of ['', '/api/queues', '/static/js/main.js']) {
        const answer = await open(app, headers as Record<string, string>, path);
        expect([headers, path, answer.status]).toEqual([headers, path, 404]);
        expect(await answer.json()).toEqual({ ...unknown, requestId: expect.any(String) });
      }
    for (const headers of [bearer(owner), { cookie: cookies.owner }]) {
      const page = await open(app, headers);
      const text = await page.text();
      expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
      const script = /src="(static\/js\/main\.[^"]+)"/.exec(text)![1]!;
      expect((await open(app, headers, `/${script}`)).status).toBe(200);
      const { queues } = await (await open(app, headers, '/api/queues')).json();
      expect(queues.map(({ name }: { name: string }) => name)).toContain('mail');
      expect(queues.every(({ readOnlyMode }: { readOnlyMode: boolean }) => readOnlyMode)).toBe(true);
    }
    const csp = (await open(app, bearer(owner))).headers.get('content-security-policy')!;
    expect(csp).toMatch(/default-src 'none'; script-src 'self';/);
    expect(csp).not.toContain('unsafe-eval');
  });

  it('S3-70 lets nobody change anything, least of all a page of somebody else’s', async () => {
    const cookie = await cookieOf(owner);
    const path = '/api/queues/mail/pause';
    const status = async (headers: Record<string, string>) => (await open(app, headers, path, 'PUT')).status;
    expect(await status({ cookie, origin: 'https://evil.example' })).toBe(403);
    expect(await status({ cookie })).toBe(404); // a browser names the page that asks; what does not is believed by its token alone
    expect(await status({ cookie, origin: app.url })).toBe(405);
    expect(await status(bearer(owner))).toBe(405);
  });

  it('shuts when the session ends, and when the owner is one no more', async () => {
    const cookie = await cookieOf(owner);
    expect((await open(app, { cookie })).status).toBe(200);
    const refreshed = await fetch(`${app.url}/api/v1/auth/refresh`, {
      method: 'POST',
      headers: { cookie, origin: app.url, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(refreshed.status).toBe(200);
    expect((await open(app, { cookie })).status).toBe(404); // the newest cookie alone is good
    const { accessToken } = await refreshed.json();
    const newer = new RegExp(`${COOKIE}=[^;]+`).exec(refreshed.headers.get('set-cookie')!)![0];
    expect((await open(app, { cookie: newer })).status).toBe(200);
    expectOk(await rest(app.url, 'POST', '/auth/logout', undefined, accessToken));
    expect((await open(app, { cookie: newer })).status).toBe(404);
    expectOk(await owner.rest('PUT', `/installation/owners/${ben.id}`));
    expect((await open(app, bearer(ben))).status).toBe(200);
    expectOk(await owner.rest('DELETE', `/installation/owners/${ben.id}`));
    expect((await open(app, bearer(ben))).status).toBe(404);
  });

  if (kind === 'sqlite')
    describeInBrowser('in a browser', () => {
      it('shows the queues under its own content security policy', async () => {
        const browser = await launch();
        const visitor = await Visitor.arrive(browser, app.url);
        const [name, value] = (await cookieOf(owner)).split('=') as [string, string];
        await visitor.context.addCookies([{ name, value, url: app.url, httpOnly: true, sameSite: 'Strict' }]);
        await visitor.goto('/admin/queues');
        await visitor.page.getByText('mail', { exact: true }).first().waitFor();
        // The page asks another host for its fonts, and does without.
        expect(visitor.complaints.filter((text) => !text.includes('fonts.googleapis.com'))).toEqual([]);
        await browser.close();
      });
    });
});
