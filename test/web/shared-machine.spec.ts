import { describeInBrowser, passwordOf, until, Visitor } from './browser.js';
import { openStage } from './stage.js';

describeInBrowser('a machine that several people use', () => {
  const stage = openStage();
  let shared: Visitor;

  beforeAll(async () => {
    shared = await stage.visitor();
    const ben = await stage.visitor();
    await shared.begin();
    await ben.goto(new URL(await shared.invitation()).pathname);
    await ben.register('Ben Okafor', 'ben', 'Create account and join');
    await ben.box.waitFor();
    await ben.context.close();
  });

  async function logIn({ page }: Visitor, username: string): Promise<void> {
    await page.getByLabel('Username or email address').fill(username);
    await page.getByLabel('Password').fill(passwordOf(username));
    await page.getByRole('button', { name: 'Log in' }).click();
  }

  /** Ends all sessions of this person, from another machine. */
  async function logOutEverywhere(username: string): Promise<void> {
    const elsewhere = await stage.signIn(username);
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
    const full = await stage.visitor();
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
    expect(new Set(full.complaints.splice(0))).toEqual(new Set(['QuotaExceededError: No room'])); // said, and no more than that
  });

  it('S1-24 a browser that never opens its storage does not keep the page from opening', async () => {
    const silent = await stage.visitor();
    await silent.context.addInitScript(() => {
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
    });
    await silent.goto('/login');
    await logIn(silent, 'ben');
    await silent.box.waitFor();
    await silent.context.close();
  });

  it('S2-04 what an earlier page left in its smaller storage is sent', async () => {
    const later = await stage.visitor();
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
