import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { freePort, ServerNode } from '../support/processes.js';
import { seriousIn } from './axe.js';
import { describeInBrowser, launch, until, Visitor } from './browser.js';
import { Builds } from './builds.js';

describeInBrowser('a new version while the page is open', () => {
  const builds = new Builds();
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-web-'));
  let browser: Browser;
  let node: ServerNode;
  let ada: Visitor;

  /** Replaces the web app, and starts the server again, as a deployment does. */
  const deploy = async (): Promise<void> => {
    await node.end();
    builds.deploy();
    node = await node.again();
  };
  const told = (page: Page) => page.getByRole('status').filter({ hasText: 'A new version of Parley is ready.' });
  /** Whether this is still the page that was marked. */
  const isMarked = (page: Page) => page.evaluate(() => 'marked' in globalThis);
  const mark = (page: Page) => page.evaluate(() => void Object.assign(globalThis, { marked: true }));
  const script = (page: Page) => page.locator('script[src]').first().getAttribute('src');

  beforeAll(async () => {
    const port = await freePort();
    const env = { DATA_DIR: dataDir, PUBLIC_URL: `http://127.0.0.1:${port}` };
    node = await ServerNode.start(env, { port, dist: builds.dist });
    browser = await launch();
    ada = await Visitor.arrive(browser, node.url);
    await ada.goto('/register');
    await ada.register('Ada Lovelace', 'ada');
    await ada.createTeam('Difference Engine');
    await ada.say('The mill is oiled.');
    await ada.hasSentAll();
  });
  afterAll(async () => {
    await browser?.close();
    await node?.end();
    builds.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('is told, and loaded when its reader says so: with the draft, with what waits to be sent, and from the new shell', async () => {
    const { page } = ada;
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.reload(); // from now on by the worker
    await ada.is('online');
    await until(() => page.evaluate(() => navigator.serviceWorker.controller !== null), 'the worker is in charge');
    await mark(page);
    await ada.box.fill('Half a thought');
    await deploy();
    await told(page).waitFor();
    expect(await isMarked(page)).toBe(true);
    expect(await ada.box.inputValue()).toBe('Half a thought');
    expect(await seriousIn(page)).toEqual([]);

    // What this version has not loaded yet is still there, kept by the worker.
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByRole('combobox').waitFor();
    await page.keyboard.press('Escape');

    const isKept = () =>
      page.evaluate(async () => {
        const { installing, waiting } = (await navigator.serviceWorker.getRegistration())!;
        return !installing && !waiting && (await caches.has('parley-shell-build2'));
      });
    await until(isKept, 'the new version is kept');
    await node.end('SIGKILL');
    await ada.is('offline');
    await ada.say('Written before the reload');
    await page.locator('[data-pending=sending]').waitFor();
    await ada.box.fill('Another half');
    await told(page).getByRole('button', { name: 'Reload' }).click();
    await until(async () => !(await isMarked(page)), 'the page is loaded again');
    await page.locator('[data-pending=sending]').filter({ hasText: 'Written before the reload' }).waitFor();
    expect(await script(page)).toContain('-build2');
    expect(await ada.box.inputValue()).toBe('Another half');
    node = await node.again();
    await ada.hasSentAll();
    expect(await ada.message('Written before the reload').count()).toBe(1);
    expect(await told(page).count()).toBe(0);
    expect(ada.complaints).toEqual([]);
  });

  it('a part of the old version that is gone from the server leaves the page as it is, and offers the new one', async () => {
    const storageState = await ada.context.storageState();
    const other = await Visitor.arrive(browser, node.url, { storageState, serviceWorkers: 'block' });
    await other.goto('/difference-engine/general');
    await other.sees('The mill is oiled.');
    await other.is('online');
    await mark(other.page);
    await other.box.fill('A thought');
    await deploy();
    await told(other.page).waitFor();
    await told(other.page).getByRole('button', { name: 'Later' }).click();
    await told(other.page).waitFor({ state: 'detached' });

    await other.page.keyboard.press('Control+k');
    const alert = other.page.getByRole('alert').filter({ hasText: 'This could not be shown.' });
    await alert.waitFor();
    expect(await isMarked(other.page)).toBe(true);
    expect(await other.box.inputValue()).toBe('A thought');
    await alert.getByRole('button', { name: 'Reload' }).click();
    await until(async () => !(await isMarked(other.page)), 'the page is loaded again');
    await other.is('online');
    expect(await script(other.page)).toContain('-build3');
    expect(await other.box.inputValue()).toBe('A thought');
    await other.page.keyboard.press('Control+k');
    await other.page.getByRole('dialog').getByRole('combobox').waitFor();
    await other.context.close();
  });
});
