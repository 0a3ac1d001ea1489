import type { Page } from 'playwright-core';
import { seriousIn } from './axe.js';
import { describeInBrowser, Visitor } from './browser.js';
import { openStage } from './stage.js';

interface Screen {
  what: string;
  /** Where it is; the conversation unless given. */
  path?: string;
  /** How it is opened there. */
  open?: (page: Page) => Promise<unknown>;
}

const pressed = (keys: string) => (page: Page) =>
  page.keyboard.press(keys).then(() => page.getByRole('dialog').waitFor());
const chosen = (name: string) => (page: Page) =>
  page
    .getByRole('navigation', { name: 'Teams and channels' })
    .getByRole('button', { name, exact: true })
    .click()
    .then(() => page.getByRole('dialog').waitFor());

/** Before one has signed in. */
const doors: Screen[] = [
  { what: 'log in', path: '/login', open: (page) => page.getByRole('heading', { name: 'Log in' }).waitFor() },
  { what: 'register', path: '/register', open: (page) => page.getByLabel('Your name').waitFor() },
  {
    what: 'register, refused',
    path: '/register',
    open: async (page) => {
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.getByText('Password must have at least 10 characters.').waitFor();
    },
  },
  { what: 'a forgotten password', path: '/forgot', open: (page) => page.getByRole('heading').first().waitFor() },
];

/** What is reached from a conversation. A new screen is one more line. */
const screens: Screen[] = [
  { what: 'a conversation' },
  { what: 'a new team', path: '/new-team', open: (page) => page.getByLabel('Name of the team').waitFor() },
  {
    what: 'nothing at this address',
    path: '/nowhere/at-all',
    open: (page) => page.getByRole('heading').first().waitFor(),
  },
  { what: 'the switcher', open: pressed('Control+k') },
  { what: 'a new message', open: pressed('Control+Shift+K') },
  { what: 'the shortcuts', open: pressed('Control+/') },
  { what: 'how the connection stands', open: pressed('Control+Shift+D') },
  { what: 'a new channel', open: chosen('New channel') },
  { what: 'other channels', open: chosen('Browse channels') },
  { what: 'an invitation', open: chosen('Invite people') },
  {
    what: 'the account menu',
    open: (page) =>
      page
        .getByRole('button', { name: /account$/ })
        .click()
        .then(() => page.getByRole('menu').waitFor()),
  },
];

describeInBrowser('nothing that axe finds serious or critical, light and dark', () => {
  const stage = openStage();
  let stranger: Visitor;
  let member: Visitor;

  beforeAll(async () => {
    stranger = await stage.visitor();
    member = await stage.visitor();
    await member.goto('/register');
    await member.register('Grace Hopper', 'grace');
    await member.createTeam('Compilers');
    await member.say('Good **morning**, see https://example.org and `code`');
    await member.say('> quoted\n\n- a list');
    await member.hasSentAll();
  });

  it.each(doors)('S1-27 $what', async ({ path, open }) => {
    await stranger.goto(path!);
    await open?.(stranger.page);
    expect(await seriousIn(stranger.page)).toEqual([]);
  });

  it.each(screens)('S1-27 $what, on a wide screen and a phone', async ({ path = '/compilers/general', open }) => {
    for (const [width, height] of [
      [1280, 800],
      [360, 740],
    ] as const) {
      await member.page.setViewportSize({ width: 1280, height: 800 }); // what is opened from the side is in sight there
      await member.goto(path);
      if (path === '/compilers/general') await member.sees('Good morning');
      await open?.(member.page);
      await member.page.setViewportSize({ width, height });
      expect({ width, serious: await seriousIn(member.page) }).toEqual({ width, serious: [] });
    }
  });

  it('S2-15 what becomes of the connection is told to screen readers, in words', async () => {
    await member.page.setViewportSize({ width: 1280, height: 800 });
    await member.goto('/compilers/general');
    await member.is('online');
    const light = member.page.locator('[data-connection]');
    expect(await light.getAttribute('role')).toBe('status');
    expect(await light.textContent()).toBe('Online');
    await stage.node.end('SIGKILL');
    await member.is('offline');
    expect(await light.textContent()).toBe('Offline');
    stage.node = await stage.node.again();
    await member.is('online');
  });
});
