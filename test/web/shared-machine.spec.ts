import { createClient } from '@parley/client';
import type { Browser } from 'playwright-core';
import type { ServerNode } from '../support/processes.js';
import { describeInBrowser, launch, passwordOf, until, Visitor } from './browser.js';
import { installation } from './places.js';

describeInBrowser('a machine that several people use', () => {
  let browser: Browser;
  let node: ServerNode;
  let remove: () => void;
  let shared: Visitor;

  beforeAll(async () => {
    ({ node, remove } = await installation());
    browser = await launch();
    shared = await Visitor.arrive(browser, node.url);
    const ben = await Visitor.arrive(browser, node.url);
    await shared.goto('/register');
    await shared.register('Ada Lovelace', 'ada');
    await shared.createTeam('Difference Engine');
    await ben.goto(new URL(await shared.invitation()).pathname);
    await ben.register('Ben Okafor', 'ben', 'Create account and join');
    await ben.box.waitFor();
    await ben.context.close();
  });
  afterAll(async () => {
    await browser?.close();
    await node?.end();
    remove?.();
  });

  async function logIn({ page }: Visitor, username: string): Promise<void> {
    await page.getByLabel('Username or mail address').fill(username);
    await page.getByLabel('Password').fill(passwordOf(username));
    await page.getByRole('button', { name: 'Log in' }).click();
  }

  /** Ends all sessions of this person, from another machine. */
  async function logOutEverywhere(username: string): Promise<void> {
    const elsewhere = createClient({ url: node.url });
    await elsewhere.auth.login({ login: username, password: passwordOf(username) });
    await elsewhere.command('session.revoke_others', {});
    await elsewhere.auth.logout();
  }

  it('S5-18 shows nothing of who was logged out from elsewhere to who is next', async () => {
    const { page } = shared;
    await shared.box.fill('A word that only Ada has seen');
    const files = page.locator('input[type=file]').first();
    await files.setInputFiles({ name: 'secret.txt', mimeType: 'text/plain', buffer: Buffer.from('Of Ada.') });
    await page.locator('[data-upload=uploaded]').waitFor();
    await logOutEverywhere('ada');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    const kept = (): Promise<string> => page.evaluate(() => JSON.stringify(localStorage));
    expect(await kept()).not.toMatch(/Ada has seen|parley\.recent/);

    await logIn(shared, 'ben');
    await shared.box.waitFor();
    expect(await shared.box.inputValue()).toBe('');
    expect(await page.locator('[data-upload]').count()).toBe(0);
    expect(shared.complaints).toEqual([]);
  });

  it('S1-24 a browser that has no room for what is kept lets people in, also after a reload', async () => {
    const full = await Visitor.arrive(browser, node.url);
    await full.context.addInitScript(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('No room', 'QuotaExceededError');
      };
    });
    await full.goto('/login');
    await logIn(full, 'ben');
    await full.box.waitFor();
    await full.page.reload();
    await full.box.waitFor();
    await full.say('From a full disk');
    await full.hasSentAll();
    await full.context.close();
  });

  it('S1-24 a browser that never opens its storage does not keep the page from opening', async () => {
    const silent = await Visitor.arrive(browser, node.url);
    await silent.context.addInitScript(() => {
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
    });
    await silent.goto('/login');
    await logIn(silent, 'ben');
    await silent.box.waitFor();
    await silent.context.close();
  });

  it('S2-04 what an earlier page left in its smaller storage is sent', async () => {
    const later = await Visitor.arrive(browser, node.url);
    await later.goto('/login');
    await logIn(later, 'ben');
    await later.box.waitFor();
    await later.page.evaluate(() => {
      const [, userId] = Object.keys(localStorage)
        .join()
        .match(/parley\.recent\.([0-9a-f-]+)/)!;
      const [channelId] = JSON.parse(localStorage.getItem(`parley.recent.${userId}`)!) as string[];
      const waiting = {
        nonce: crypto.randomUUID(),
        channelId,
        body: 'Written long ago',
        createdAt: new Date().toISOString(),
      };
      localStorage.setItem(`parley.outbox.${userId}`, JSON.stringify([waiting]));
    });
    await later.page.reload();
    await later.sees('Written long ago');
    await later.hasSentAll();
    await until(() => later.page.evaluate(() => !JSON.stringify(localStorage).includes('outbox')), 'it was moved');
    await later.context.close();
  });
});
