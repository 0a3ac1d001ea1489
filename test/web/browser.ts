import { jest } from '@jest/globals';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from 'playwright-core';
import { until as untilWithin } from '../support/processes.js';

/** Milliseconds to wait for what must come. Nothing here measures speed, so a slow machine gets the time that it needs. */
const PATIENCE = 60_000;
jest.setTimeout(4 * PATIENCE);

/** `npm test` finds the browser and says so when there is none. */
export const describeInBrowser = process.env.PARLEY_TEST_CHROMIUM ? describe : describe.skip;

/**
 * What Chromium must not do. Playwright's own list of this option gives way to ours, so it begins with what of that matters here. The last three are the
 * pop-ups of an address bar that nobody sees: pages of their own, which cost an eighth of what the browser computes.
 */
const without = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'PaintHolding'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable'],
  ...['ThirdPartyStoragePartitioning', 'MediaRouter', 'LensOverlay'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'PreconnectToSearch', 'AimEnabled'],
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
];

const options = [
  `--disable-features=${without.join()}`,
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts the system's Chromium with a profile of its own, which goes with it. `more`: further options. */
export function launch(...more: string[]): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // its sandbox does not work for root
  return chromium.launch({ executablePath: process.env.PARLEY_TEST_CHROMIUM!, args: [...options, ...asRoot, ...more] });
}

/** Waits until `holds` does, patiently. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  await untilWithin(holds, what, PATIENCE);
}

/** A person at a browser of their own. */
export class Visitor {
  /** What the page complained about: uncaught errors, and errors in the console but for refused requests. */
  readonly complaints: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
    readonly url: string,
  ) {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      const text = message.text();
      const network = /^Failed to load resource|^WebSocket connection to/.test(text);
      if (message.type() === 'error' && !network) this.complaints.push(text);
    });
  }

  static async arrive(browser: Browser, url: string, how: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...how });
    context.setDefaultTimeout(PATIENCE);
    return new Visitor(context, await context.newPage(), url);
  }

  async goto(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.url).href);
  }

  /** Lets the page compute so many times slower than this machine does, while `work` lasts. */
  async slowly(times: number, work: () => Promise<void>): Promise<void> {
    const devtools = await this.context.newCDPSession(this.page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: times });
    await work();
    await devtools.detach(); // which ends it
  }

  /** Waits until the page is at this path, whatever is asked for behind it. */
  async isAt(path: string): Promise<void> {
    const { href } = new URL(path, this.url);
    await this.page.waitForURL(({ origin, pathname }) => origin + pathname === href);
  }

  /** Fills the registration form that is on the screen. */
  async register(name: string, username: string, button = 'Create account'): Promise<void> {
    await this.page.getByLabel('Your name').fill(name);
    await this.page.getByLabel('Username').fill(username);
    await this.page.getByLabel('Email address').fill(`${username}@example.org`);
    await this.page.getByLabel('Password').fill(passwordOf(username));
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  /** Registers as Ada and makes a team, as whoever comes first. */
  async begin(): Promise<void> {
    await this.goto('/register');
    await this.register('Ada Lovelace', 'ada');
    await this.createTeam('Difference Engine');
  }

  /** Registers as Ben by an invitation of this member, and joins. */
  async follow(member: Visitor): Promise<void> {
    await this.goto(new URL(await member.invitation()).pathname);
    await this.register('Ben Okafor', 'ben', 'Create account and join');
    await this.box.waitFor();
  }

  async createTeam(name: string): Promise<void> {
    await this.page.getByLabel('Name of the team').fill(name);
    await this.page.getByRole('button', { name: 'Create team' }).click();
    await this.box.waitFor();
  }

  /** Makes an invitation link by the dialog. */
  async invitation(): Promise<string> {
    const side = this.page.getByRole('navigation', { name: 'Teams and channels' }); // an empty channel offers it as well
    await side.getByRole('button', { name: 'Invite people' }).click();
    await this.page.getByRole('button', { name: 'Create link' }).click();
    const link = await this.page.getByLabel('Invitation link').inputValue();
    await this.page.keyboard.press('Escape');
    return link;
  }

  /** What such a link ends with. */
  async invitationCode(): Promise<string> {
    return (await this.invitation()).split('/').at(-1)!;
  }

  /** Where one writes. */
  get box() {
    return this.page.locator('#message');
  }

  async say(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press('Enter');
  }

  async sees(text: string): Promise<void> {
    await this.page.getByRole('article').filter({ hasText: text }).first().waitFor();
  }

  /** The article that has exactly this text in its body. */
  message(text: string) {
    return this.page.getByRole('article').filter({ has: this.page.getByText(text, { exact: true }) });
  }

  async is(state: string): Promise<void> {
    await this.page.locator(`[data-connection="${state}"]`).waitFor();
  }

  /** Waits until the server has everything that was said here. */
  async hasSentAll(): Promise<void> {
    await until(async () => (await this.page.locator('[data-pending]').count()) === 0, 'nothing is pending');
  }

  /** Turns the wheel over the conversation until this message is in sight. `step`: pixels, upwards below 0. */
  async scrollTo(row: Locator, step: number): Promise<void> {
    await this.list.hover();
    await until(async () => {
      if ((await row.count()) === 1 && (await row.isVisible()) && (await isInside(row, this.list))) return true;
      await this.page.mouse.wheel(0, step);
      return false;
    }, 'it is in sight');
  }

  /** Turns the wheel upwards until `enough`, and answers everything that was there on the way, oldest first. */
  async readUpwards(enough: (read: string[]) => Promise<boolean>): Promise<string[]> {
    let read: string[] = [];
    await this.list.hover();
    await until(async () => {
      const drawn = await this.bodies();
      const known = drawn.indexOf(read[0]!);
      read = [...drawn.slice(0, known < 0 ? undefined : known), ...read];
      await this.page.mouse.wheel(0, -300);
      return enough(read);
    }, 'all of it was read');
    return read;
  }

  /** Waits until the conversation has stood still for a while: what is loaded ahead has come, and the wheel has run out. */
  async rests(): Promise<void> {
    await this.list.evaluate(async (box) => {
      let still = 0;
      for (let before = ''; still < 30; await new Promise(requestAnimationFrame)) {
        const now = `${box.scrollTop} ${box.scrollHeight}`;
        still = now === before ? still + 1 : 0;
        before = now;
      }
    });
  }

  /** Where the messages are. */
  get list() {
    return this.page.getByRole('region', { name: /^Messages in / });
  }

  /** What is drawn of the conversation, one line per message: what is in sight and near. */
  bodies(): Promise<string[]> {
    return this.page
      .locator('article')
      .evaluateAll((all) => all.map((one) => one.querySelector('.prose, .prose-plain')?.textContent ?? ''));
  }
}

async function isInside(row: Locator, list: Locator): Promise<boolean> {
  const [inner, outer] = await Promise.all([row.boundingBox(), list.boundingBox()]);
  return inner !== null && outer !== null && inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
}

export function passwordOf(username: string): string {
  return `${username} likes long sentences`;
}

/** Waits until the newest messages are the same for both, in one order: formatting may come a moment later for one. */
export async function agree(one: Visitor, other: Visitor): Promise<void> {
  const newest = async (visitor: Visitor) => JSON.stringify((await visitor.bodies()).slice(-20));
  await until(async () => (await newest(one)) === (await newest(other)), 'both see the same');
}
