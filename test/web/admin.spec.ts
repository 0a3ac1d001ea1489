import { join } from 'node:path';
import Database from 'libsql';
import type { ParleyClient } from '@parley/client';
import { seriousIn } from './axe.js';
import { describeInBrowser, passwordOf, until, Visitor } from './browser.js';
import { openStage } from './stage.js';

describeInBrowser('what the owners of the installation see and do', () => {
  const stage = openStage();
  /** Ada registered first. */
  let ada: Visitor;
  let ben: Visitor;
  let elsewhere: ParleyClient;

  const account = (name: string) =>
    ada.page.getByRole('list', { name: 'Accounts' }).getByRole('listitem').filter({ hasText: name });
  const does = async (name: string, action: string, button: string) => {
    await ada.page.getByRole('button', { name: `What to do with ${name}` }).click();
    await ada.page.getByRole('menuitem', { name: action }).click();
    await ada.page.getByRole('dialog').getByRole('button', { name: button }).click();
  };

  beforeAll(async () => {
    [ada, ben] = await stage.twoVisitors();
    elsewhere = await stage.signIn('ben');
  });

  it('S1-33 the way there is for owners; to everybody else there is nothing', async () => {
    await ben.goto('/admin/users');
    await ben.page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    await ben.page.getByRole('button', { name: /account$/ }).click();
    await ben.page.getByRole('menuitem', { name: 'Settings' }).waitFor();
    expect(await ben.page.getByRole('menuitem', { name: 'Administration' }).count()).toBe(0);
    await ben.page.keyboard.press('Escape');
    await ada.page.getByRole('button', { name: /account$/ }).click();
    await ada.page.getByRole('menuitem', { name: 'Administration' }).click();
    await account('Ada Lovelace').getByText('Owner').waitFor();
  });

  it('S4-55 somebody is found by their address, shut out of their browser at once, and let in again', async () => {
    await ada.page.getByLabel('Name or email address').fill('ben@');
    await until(async () => (await account('').count()) === 1, 'only one is found');
    await does('Ben Okafor', 'Shut out…', 'Shut out');
    await account('Ben Okafor').getByText('Shut out').waitFor();
    await ben.page.getByRole('heading', { name: 'Log in' }).waitFor();
    await does('Ben Okafor', 'Let log in again…', 'Let in');
    await until(async () => (await account('Ben Okafor').getByText('Shut out').count()) === 0, 'he may again');
    await elsewhere.auth.login({ login: 'ben', password: passwordOf('ben') });
    await elsewhere.reaches('online');
  });

  it('S4-55 another owner is made, and the last one stays', async () => {
    await does('Ben Okafor', 'Make an owner…', 'Make an owner');
    await account('Ben Okafor').getByText('Owner', { exact: true }).waitFor();
    await elsewhere.until(() => elsewhere.me?.isOwner === true);
    await does('Ben Okafor', 'Remove as owner…', 'Remove as owner');
    await elsewhere.until(() => elsewhere.me?.isOwner === false);
    await ada.page.getByRole('dialog').waitFor({ state: 'detached' }); // until then nothing can be typed behind it
    await ada.page.getByLabel('Name or email address').fill('ada');
    await does('Ada Lovelace', 'Remove as owner…', 'Remove as owner');
    await ada.page.getByText('An installation keeps at least one owner who can sign in.').waitFor();
    await ada.page.keyboard.press('Escape');
  });

  it('S4-55 a job that was given up is seen with its reason, tried again and dropped', async () => {
    giveUp(stage.dataDir, 'login', 'The mail server said no');
    giveUp(stage.dataDir, 'logout', 'The mail server said never');
    await ada.page.getByRole('link', { name: 'Jobs' }).click();
    const dead = ada.page.getByRole('list', { name: 'Given up' }).getByRole('listitem');
    const mail = ada.page.getByRole('list', { name: 'Queues' }).getByRole('listitem').filter({ hasText: 'mail' });
    await mail.getByText('2 given up').waitFor();
    await dead
      .filter({ hasText: 'The mail server said no' })
      .getByRole('button', { name: 'Try mail: login again' })
      .click();
    await until(async () => (await dead.count()) === 1, 'it is tried again');
    await dead.getByRole('button', { name: 'Drop mail: logout' }).click();
    await ada.page.getByText('Nothing. All is well.').waitFor();
    await mail.getByText('0 given up').waitFor();
    await ada.page.getByRole('link', { name: 'Record' }).click();
    await ada.page.getByText('Ada Lovelace dropped mail: logout').waitFor();
    await ada.page.getByText('Ada Lovelace shut Ben Okafor out').waitFor();
  });

  it('S3-72 storage says how much there is, of what and whose, and health what the node works with', async () => {
    const file = new Blob(['a'.repeat(25_000)], { type: 'text/plain' });
    await elsewhere.media.upload(file, { name: 'notes.txt', kind: 'file' });
    await ada.page.getByRole('link', { name: 'Storage' }).click();
    await ada.page.getByText('25 kB', { exact: true }).first().waitFor();
    await ada.page.getByRole('listitem').filter({ hasText: 'Ben Okafor' }).getByText('1 upload').waitFor();
    await ada.page.getByRole('link', { name: 'Health' }).click();
    await ada.page.getByText('All is well').waitFor();
    await ada.page.getByText(/^SQLite 3/).waitFor();
  });

  it('S1-27 all of it can be used by everybody, on a narrow screen too', async () => {
    await ada.page.setViewportSize({ width: 360, height: 740 });
    for (const section of ['users', 'jobs', 'storage', 'health', 'record']) {
      await ada.goto(`/admin/${section}`);
      await ada.is('online');
      await ada.page.getByRole('heading', { level: 1 }).waitFor();
      const wide = await ada.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect({ section, wide, serious: await seriousIn(ada.page) }).toEqual({ section, wide: 0, serious: [] });
    }
  });
});

/** Puts a job among those that were given up, as the command line would: beside the server, in its file. */
function giveUp(dataDir: string, name: string, error: string): void {
  const database = new Database(join(dataDir, 'parley.sqlite'), { timeout: 10_000 });
  const payload = JSON.stringify({
    userId: crypto.randomUUID(),
    at: new Date().toISOString(),
    address: '',
    userAgent: '',
  });
  const now = new Date().toISOString().replace('T', ' ').replace('Z', '');
  database
    .prepare(
      `INSERT INTO dead_letters (id, queue, name, payload, attempts, error, createdAt, failedAt) VALUES (?, 'mail', ?, ?, 3, ?, ?, ?)`,
    )
    .run(crypto.randomUUID(), name, payload, error, now, now);
  database.close();
}
