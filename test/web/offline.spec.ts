import type { Browser, Page } from 'playwright-core';
import { agree, describeInBrowser, launch, until, Visitor } from './browser.js';
import { places, type Place } from './places.js';

/** What the page keeps in IndexedDB, by key. */
function keptBy(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const answered = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error!));
      });
    const database = await answered(indexedDB.open('parley'));
    const kept = database.transaction('kept').objectStore('kept');
    const [keys, values] = await Promise.all([answered(kept.getAllKeys()), answered(kept.getAll())]);
    database.close();
    return Object.fromEntries(keys.map((key, index) => [String(key), values[index] as string]));
  });
}

describeInBrowser.each(places)('without a network, $where', ({ open }) => {
  let browser: Browser;
  let place: Place;
  let ada: Visitor;
  let ben: Visitor;

  const stateOf = async (visitor: Visitor): Promise<string> => {
    const kept = await keptBy(visitor.page);
    return Object.entries(kept).find(([key]) => key.startsWith('parley.state.'))?.[1] ?? '';
  };
  /** Whether the page would be there without the server, with these words. */
  const isKept = async (visitor: Visitor, words: string): Promise<void> => {
    await visitor.page.evaluate(() => navigator.serviceWorker.ready);
    await until(async () => (await stateOf(visitor)).includes(words), `"${words}" is kept`);
  };

  beforeAll(async () => {
    place = await open();
    browser = await launch();
    ada = await Visitor.arrive(browser, place.urls[0]);
    ben = await Visitor.arrive(browser, place.urls[1]);
    await ada.goto('/register');
    await ada.register('Ada Lovelace', 'ada');
    await ada.createTeam('Difference Engine');
    await ben.goto(new URL(await ada.invitation()).pathname);
    await ben.register('Ben Okri', 'ben', 'Create account and join');
    await ben.box.waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await place?.remove();
  });
  afterEach(() => {
    expect([...ada.complaints, ...ben.complaints]).toEqual([]);
  });

  it('S1-24 S2-04 S2-15 the page opens again while the server is away, with what was said; what is written meanwhile arrives once, in order', async () => {
    await ada.say('In the engine room of General');
    await ada.page.getByRole('button', { name: 'New channel' }).click();
    await ada.page.getByLabel('Name', { exact: true }).fill('Plans');
    await ada.page.getByRole('button', { name: 'Create channel' }).click();
    await ada.page.getByRole('heading', { name: 'This is the beginning of Plans' }).waitFor();
    await ada.say('Plans for the summer');
    await ada.hasSentAll();
    await isKept(ada, 'Plans for the summer');

    await place.kill();
    await ada.page.reload();
    await ada.sees('Plans for the summer');
    await ada.is('offline');
    expect(await ada.page.getByRole('status').filter({ hasText: 'Offline' }).count()).toBe(1);
    await ada.page.getByRole('link', { name: 'General' }).click();
    await ada.sees('In the engine room of General');
    const written = ['Written without a network, 1', 'Written without a network, 2', 'Written without a network, 3'];
    for (const text of written.slice(0, 2)) await ada.say(text);
    await until(async () => (await ada.page.locator('[data-pending=sending]').count()) === 2, 'two wait');
    await until(
      async () =>
        Object.entries(await keptBy(ada.page)).some(
          ([key, value]) => key.includes('outbox') && value.includes(written[1]!),
        ),
      'they are kept',
    );
    await ada.page.reload();
    await until(async () => (await ada.page.locator('[data-pending=sending]').count()) === 2, 'they still wait');
    await ada.say(written[2]!);

    await place.restart();
    await ada.is('online');
    await ada.hasSentAll();
    await ben.sees(written[2]!);
    await agree(ada, ben);
    expect((await ben.bodies()).filter((body) => written.includes(body))).toEqual(written);
  });

  it('a conversation that was never opened says that it is not here, keeps what is written to it, and comes by itself', async () => {
    await ben.page.getByRole('button', { name: 'New channel' }).click();
    await ben.page.getByLabel('Name', { exact: true }).fill('Quiet');
    await ben.page.getByRole('button', { name: 'Create channel' }).click();
    await ben.page.getByRole('heading', { name: 'This is the beginning of Quiet' }).waitFor();
    await ben.say('In a low voice');
    await ben.hasSentAll();
    const link = ada.page.getByRole('link', { name: /^Quiet/ });
    await link.waitFor();
    const sentence = ada.page
      .getByRole('status')
      .filter({ hasText: 'This conversation was not opened on this device' });

    await place.kill();
    await ada.is('offline');
    await link.click();
    await sentence.waitFor();
    await ada.say('Written from afar');
    await ada.page.locator('[data-pending=sending]').filter({ hasText: 'Written from afar' }).waitFor();
    await place.restart();
    await ada.sees('In a low voice');
    await sentence.waitFor({ state: 'detached' });
    await ada.hasSentAll();
    await ben.sees('Written from afar');
    expect(await ada.message('Written from afar').count()).toBe(1);
    for (const one of [ada, ben]) await one.page.getByRole('link', { name: 'General' }).click();
  });

  it('S1-24 two tabs of one person write without a network and are opened again: everything arrives once', async () => {
    const other = await ada.context.newPage();
    await other.goto(ada.page.url());
    await other.locator('#message').waitFor();
    await place.kill();
    await ada.is('offline');
    await other.locator('[data-connection=offline]').waitFor();
    await ada.say('From the first tab');
    await other.locator('#message').fill('From the second tab');
    await other.locator('#message').press('Enter');
    const both = async (): Promise<boolean> => {
      const kept = JSON.stringify(await keptBy(ada.page));
      return kept.includes('From the first tab') && kept.includes('From the second tab');
    };
    await until(both, 'both are kept');
    await Promise.all([ada.page.reload(), other.reload()]);
    for (const page of [ada.page, other])
      await until(async () => (await page.locator('[data-pending=sending]').count()) === 2, 'each tab has both');

    await place.restart();
    await ada.hasSentAll();
    await until(async () => (await other.locator('[data-pending]').count()) === 0, 'nothing waits in the other tab');
    for (const text of ['From the first tab', 'From the second tab']) {
      await ben.sees(text);
      for (const one of [ada, ben]) expect(await one.message(text).count()).toBe(1);
    }
    await other.close();
  });

  it('S5-18 keeps no token, and nothing of the API but what the page itself has kept', async () => {
    expect(JSON.stringify(await keptBy(ada.page))).not.toMatch(/eyJ|refreshToken/);
    const status = await ada.page.evaluate(async () => {
      const answer = await fetch('/assets/of-another-build.js', { headers: { accept: 'text/html' } });
      return answer.status;
    });
    expect(status).toBe(404);
    const cached = await ada.page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(cached).toContain('/index.html');
    expect(cached.filter((path) => path !== '/index.html' && !path.startsWith('/assets/'))).toEqual([]);
    expect(cached).not.toContain('/assets/of-another-build.js');
  });

  it('S1-15 who logs out while the server is away is out: nothing is kept, and when it is back the cookie lets nobody in', async () => {
    await isKept(ada, 'From the second tab');
    await place.kill();
    await ada.is('offline');
    await ada.say('Nobody will ever read this');
    await ada.page.locator('[data-pending]').waitFor();
    await ada.page.getByRole('button', { name: /Ada Lovelace.*account/ }).click();
    await ada.page.getByRole('menuitem', { name: 'Log out' }).click();
    await ada.page.getByText('One message has not been sent yet. It is lost if you log out now.').waitFor();
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
    await ada.page.getByRole('heading', { name: 'Log in' }).waitFor();
    const isEmpty = async () => Object.keys(await keptBy(ada.page)).join() === 'parley.leaving';
    await until(isEmpty, 'nothing is kept but that the server has not heard of it');
    await ada.goto('/difference-engine/general');
    await ada.page.getByText('The server cannot be reached. Trying again…').waitFor();
    await place.restart();
    await ada.page.getByRole('heading', { name: 'Log in' }).waitFor();
    await ada.page.reload();
    await ada.page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(await keptBy(ada.page)).toEqual({});
  });
});
