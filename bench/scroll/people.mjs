// People at browsers of their own.
import { chromium } from 'playwright-core';
import { PASSWORD } from './place.mjs';

export function openBrowser() {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    args: ['--disable-gpu', '--disable-quic', '--enable-precise-memory-info', ...asRoot],
  });
}

/** Signs somebody in, with the channel before them. */
export async function signIn(browser, url, login, path) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(markFirstMessage);
  await page.goto(`${url}/login?next=${encodeURIComponent(path)}`);
  await page.getByLabel('Username or email address').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.locator('article').first().waitFor();
  const devtools = await context.newCDPSession(page);

  /** Loads the page again, with what it keeps; answers the milliseconds until the first message was drawn. */
  async function opens() {
    await page.goto(url + path);
    await page.waitForFunction(() => globalThis.firstMessage !== undefined);
    return page.evaluate(() => globalThis.firstMessage);
  }
  return { page, devtools, opens };
}

/** Runs in the page before its own scripts. */
function markFirstMessage() {
  new MutationObserver((_changes, observer) => {
    const article = document.querySelector('article');
    if (!article || getComputedStyle(article).visibility === 'hidden') return;
    observer.disconnect();
    requestAnimationFrame(() => (globalThis.firstMessage = performance.now()));
  }).observe(document, { subtree: true, childList: true, attributes: true });
}
