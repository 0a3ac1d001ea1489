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

/** Name of the file, what it shows, and on which screen. The system needs fonts for emoji and Japanese. */
const shots = [
  {
    name: 'parley-wide',
    channel: 'engineering',
    screen: { viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  },
  {
    name: 'parley-phone',
    channel: 'general',
    screen: {
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      isMobile: true,
      hasTouch: true,
      colorScheme: 'dark',
    },
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
    for (const { name, channel, screen } of shots) {
      const page = await browser.newPage({ ...screen, locale: 'en-GB' });
      await page.goto(url);
      await page.getByLabel('Username or mail address').fill(people[0].username);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Log in' }).click();
      await page.locator('[data-connection=online]').waitFor();
      await page.goto(`${url}/difference-engine/${channel}`);
      await page.locator('[data-connection=online]').waitFor();
      await page.locator('article').first().waitFor();
      await page.mouse.move(0, 0);
      await sleep(500);
      await page.screenshot({ path: join(images, `${name}.png`) });
      console.log(`docs/images/${name}.png`);
      await page.close();
    }
  } finally {
    await browser.close();
  }
}
