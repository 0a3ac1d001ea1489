import type { Locator, Page } from 'playwright-core';
import { describeInBrowser, passwordOf, until, Visitor } from './browser.js';
import { openStage } from './stage.js';

const LONG = 'Donaudampfschifffahrtsgesellschaftskapitaen'.repeat(6);

/** How far the page reaches beyond the screen, in pixels. */
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

describeInBrowser('on every screen and by keyboard', () => {
  const stage = openStage();

  beforeAll(async () => {
    const owner = await stage.visitor();
    await owner.goto('/register');
    await owner.register('Grace Hopper', 'grace');
    await owner.createTeam('Compilers');
    await owner.say(LONG);
    await owner.say(`\`\`\`\n${LONG}\n\`\`\``);
    await owner.say(`https://example.org/${LONG}`);
    await owner.sees('https://example.org/');
    await owner.context.close();
  });

  async function logIn(visitor: Visitor): Promise<void> {
    await visitor.goto('/');
    await visitor.page.getByLabel('Username or email address').fill('grace');
    await visitor.page.getByLabel('Password').fill(passwordOf('grace'));
    await visitor.page.getByRole('button', { name: 'Log in' }).click();
    await visitor.sees('https://example.org/');
  }

  it('S1-27 S3-11 fits from 360 to 1920 pixels, light and dark', async () => {
    const visitor = await stage.visitor();
    await visitor.goto('/');
    for (const [width, height] of [
      [360, 640],
      [1920, 1080],
    ] as const) {
      await visitor.page.setViewportSize({ width, height });
      expect({ width, overflow: await overflow(visitor.page) }).toEqual({ width, overflow: 0 });
    }
    await logIn(visitor);
    for (const colorScheme of ['light', 'dark'] as const) {
      await visitor.page.emulateMedia({ colorScheme });
      for (const [width, height] of [
        [360, 640],
        [768, 1024],
        [1024, 768],
        [1920, 1080],
      ] as const) {
        await visitor.page.setViewportSize({ width, height });
        expect({ width, overflow: await overflow(visitor.page) }).toEqual({ width, overflow: 0 });
        expect(await visitor.box.isVisible()).toBe(true);
      }
    }
    const background = await visitor.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(background).not.toBe('rgb(255, 255, 255)');
    await visitor.context.close();
  });

  it('S1-27 has room to read and write on a phone whose letters are twice as large', async () => {
    const visitor = await stage.visitor({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await logIn(visitor);
    await visitor.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
    const widthOf = async (part: Locator) => (await part.boundingBox())!.width;
    await until(async () => (await widthOf(visitor.box)) > 300, 'the box has a line for itself');
    expect(await widthOf(visitor.page.getByRole('button', { name: 'Choose an emoji' }))).toBe(44);
    expect(await overflow(visitor.page)).toBe(0);
    await visitor.context.close();
  });

  it('S1-27 on a phone: channels come over the conversation and go again, and one can write', async () => {
    const visitor = await stage.visitor({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await logIn(visitor);
    const { page } = visitor;
    expect(await overflow(page)).toBe(0);
    expect(await page.getByRole('link', { name: 'General' }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Teams and channels' }).tap();
    await page.getByRole('button', { name: 'New channel' }).tap();
    await page.getByLabel('Name', { exact: true }).fill('On the go');
    await page.getByRole('button', { name: 'Create channel' }).tap();
    await page.getByRole('heading', { name: 'This is the beginning of On the go' }).waitFor();
    await until(async () => !(await page.getByRole('link', { name: 'General' }).isVisible()), 'the channels are gone');
    await visitor.box.fill('From a phone.');
    await page.getByRole('button', { name: 'Send', exact: true }).tap();
    await visitor.sees('From a phone.');
    expect(await overflow(page)).toBe(0);
    await visitor.message('From a phone.').tap();
    await visitor.message('From a phone.').getByRole('button', { name: 'Edit' }).tap();
    await page.getByLabel('Edit message').fill('From my phone.');
    await page.getByRole('button', { name: 'Save' }).tap();
    await visitor.sees('From my phone.');
    expect(visitor.complaints).toEqual([]);
    await visitor.context.close();
  });

  it('S1-27 with nothing but the keyboard: log in, change the channel, write, edit, delete, log out', async () => {
    const visitor = await stage.visitor();
    const { page } = visitor;
    const focused = () =>
      page.evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '',
      );
    const tabTo = async (what: RegExp, key = 'Tab') => {
      for (let turns = 0; turns < 40 && !what.test(await focused()); turns++) await page.keyboard.press(key);
      expect(await focused()).toMatch(what);
      expect(await page.evaluate(() => document.activeElement!.matches(':focus-visible'))).toBe(true);
    };
    await visitor.goto('/');
    await until(
      () => page.evaluate(() => document.activeElement?.localName === 'input'),
      'the first field has the focus',
    );
    await page.keyboard.type('grace');
    await page.keyboard.press('Tab');
    await page.keyboard.type(passwordOf('grace'));
    await page.keyboard.press('Enter');
    await visitor.box.waitFor();
    await tabTo(/^General/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'General', exact: true }).waitFor();
    await until(async () => (await focused()) === 'Message to General', 'the message box has the focus');
    await page.keyboard.type('By keyboard');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('in two lines.');
    await page.keyboard.press('Enter');
    await visitor.sees('By keyboard');
    await page.keyboard.press('ArrowUp');
    await until(async () => (await focused()) === 'Edit message', 'the editor has the focus');
    await page.keyboard.type(' Edited.');
    await page.keyboard.press('Enter');
    await visitor.sees('in two lines. Edited.');
    await until(async () => (await focused()) === 'Message to General', 'the focus is back');
    await tabTo(/^Messages in General/, 'Shift+Tab');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Delete');
    await page.getByRole('dialog').waitFor();
    await tabTo(/^Delete$/);
    await page.keyboard.press('Enter');
    await page.getByText('This message was deleted.').waitFor();
    await tabTo(/account$/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await until(async () => /status/.test(await focused()), 'the menu has the focus');
    await page.keyboard.press('ArrowUp'); // from the first round to the last
    await until(async () => /Log out/.test(await focused()), 'the last entry has the focus');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await visitor.context.close();
  });
});
