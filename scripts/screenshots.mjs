// `node scripts/screenshots.mjs`: makes the pictures of the web app in docs/images again, from a fresh demo.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { password, people } from './demo/cast.mjs';
import { capture, prepare, root, run, Sorry } from './prepare.mjs';

const images = join(root, 'docs/images');
const port = 23_790;
const url = `http://127.0.0.1:${port}`;

const wide = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** Name of the file, the address, how the page looks, and what is done first. The system needs fonts for emoji and Japanese. */
const shots = [
  { name: 'parley-wide', path: 'difference-engine/engineering', screen: wide, theme: 'light' },
  { name: 'parley-phone', path: 'difference-engine/general', screen: phone, theme: 'dark' },
  {
    name: 'parley-thread',
    path: 'difference-engine/engineering',
    screen: wide,
    theme: 'dark',
    act: async (page) => {
      await page
        .getByRole('button', { name: /\d+ repl/ })
        .last()
        .click();
      await page.getByRole('complementary').locator('article').nth(1).waitFor();
    },
  },
  {
    name: 'parley-search',
    path: 'difference-engine/general?pane=search',
    screen: wide,
    theme: 'light',
    act: async (page) => {
      await page.getByRole('searchbox').fill('lunch');
      await page.getByRole('complementary').locator('mark').first().waitFor();
    },
  },
  {
    name: 'parley-switcher',
    path: 'difference-engine/design',
    screen: wide,
    theme: 'dark',
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').getByRole('option').first().waitFor();
      await page.keyboard.type('en');
    },
  },
  {
    name: 'parley-people',
    path: 'settings/team/difference-engine/members',
    screen: wide,
    theme: 'light',
    act: (page) => page.getByText('Greta Nováková').first().waitFor(),
  },
];

run(async () => {
  await prepare();
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-screenshots-'));
  const env = {
    PATH: process.env.PATH,
    DATA_DIR: dataDir,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    LOG_LEVEL: 'warn',
  };
  try {
    const demo = await capture([process.execPath, join(root, 'scripts/demo.mjs')], { env });
    if (demo.code !== 0) throw new Sorry(demo.output);
    const server = spawn(process.execPath, [join(root, 'dist/src/main.js')], { env, stdio: 'inherit' });
    const ended = once(server, 'exit');
    try {
      await ready();
      await take();
    } finally {
      server.kill();
      await ended;
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

async function ready() {
  for (let tries = 0; tries < 100; tries++, await sleep(200)) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Sorry(`The server at ${url} did not become ready.`);
}

async function take() {
  const { chromium } = await import('playwright-core');
  mkdirSync(images, { recursive: true });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    args: ['--disable-gpu', '--disable-quic', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    for (const { name, path, screen, theme, act } of shots) {
      const page = await browser.newPage({ ...screen, colorScheme: theme, locale: 'en-GB' });
      await page.goto(url);
      await page.getByLabel('Username or email address').fill(people[0].username);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.locator('[data-connection=online]').waitFor();
      await page.getByRole('button', { name: 'Later' }).click(); // the reminder of an unconfirmed address
      await page.goto(`${url}/${path}`);
      await page.locator('[data-connection=online]').waitFor();
      if (!path.startsWith('settings')) await page.locator('article').first().waitFor();
      await act?.(page);
      await page.mouse.move(0, 0);
      await sleep(1_000);
      await page.screenshot({ path: join(images, `${name}.png`) });
      console.log(`docs/images/${name}.png`);
      await page.close();
    }
  } finally {
    await browser.close();
  }
}
