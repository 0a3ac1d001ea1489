import { readFile } from 'node:fs/promises';
import type { Locator, Page } from 'playwright-core';
import { shownBy } from '../support/second-factor.js';
import { photo } from '../support/uploads.js';
import { seriousIn } from './axe.js';
import { describeInBrowser, passwordOf, until, Visitor } from './browser.js';
import { openStage } from './stage.js';

describeInBrowser('one’s own settings', () => {
  const stage = openStage();
  let ada: Visitor;
  let ben: Visitor;

  beforeAll(async () => {
    [ada, ben] = await stage.twoVisitors();
    await ada.say('Here is Ada.');
    await ben.sees('Here is Ada.');
  });

  /** Opens a section by the menu, as people do. */
  async function open({ page }: Visitor, section: string): Promise<void> {
    await page.getByRole('button', { name: /: account$/ }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).click();
    await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: section }).click();
    await page.getByRole('heading', { name: section, level: 1 }).waitFor();
  }

  /** Ada's, by her name above what she said. */
  async function openCard({ page }: Visitor): Promise<Locator> {
    const said = page.getByRole('article').filter({ hasText: 'Here is Ada.' });
    await said.getByRole('button', { name: /^Ada/ }).last().click();
    return page.getByRole('dialog', { name: /^Ada/ });
  }

  async function logIn({ page }: Visitor, username: string): Promise<void> {
    await page.getByLabel('Username or email address').fill(username);
    await page.getByLabel('Password').fill(passwordOf(username));
    await page.getByRole('button', { name: 'Log in' }).click();
  }

  const confirm = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name }).click();

  it('S1-28 S5-37 another name and picture are seen by others at once', async () => {
    const { page } = ada;
    const face = ben.page.getByRole('article').filter({ hasText: 'Here is Ada.' }).locator('img');
    await open(ada, 'Profile');
    const buffer = await photo();
    await page.getByLabel('Picture of yourself').setInputFiles({ name: 'ada.jpg', mimeType: 'image/jpeg', buffer });
    await page.getByAltText('How others will see it').waitFor();
    await confirm(page, 'Use this picture');
    await face.waitFor();
    expect(await face.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(256);

    await page.getByLabel('Name', { exact: true }).fill('Ada King');
    await page.getByRole('button', { name: 'Save' }).click();
    await ben.page.getByRole('article').filter({ hasText: 'Ada King' }).waitFor();

    await page.getByRole('button', { name: 'Remove' }).click();
    await face.waitFor({ state: 'detached' });

    await page.getByLabel('Username').fill('ben');
    await page.getByRole('button', { name: 'Save' }).click();
    await until(
      () => page.evaluate(() => document.activeElement?.getAttribute('name') === 'username'),
      'the field that is wrong has the focus',
    );
    expect(await page.getByLabel('Username').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Username').fill('ada');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
  });

  it('S5-37 which square of one’s picture is shown is chosen by pointer and by keys', async () => {
    const { page } = ada;
    const face = ben.page.getByRole('article').filter({ hasText: 'Here is Ada.' }).locator('img');
    await open(ada, 'Profile');
    const buffer = await photo(800, 600); // red above, blue below
    await page.getByLabel('Picture of yourself').setInputFiles({ name: 'ada.jpg', mimeType: 'image/jpeg', buffer });
    const image = page.getByAltText('How others will see it');
    const square = page.getByRole('group', { name: /^What others will see/ });
    const top = () => image.evaluate((img) => parseFloat(img.style.top));
    await until(async () => (await image.evaluate((img) => img.style.top)) !== '', 'the picture is there');
    await square.focus();
    for (let n = 0; n < 4; n++) await page.keyboard.press('+');
    await page.getByRole('slider', { name: 'Zoom' }).press('ArrowRight');
    const middle = await top();
    const { x, y, width } = (await square.boundingBox())!;
    await page.mouse.move(x + width / 2, y + width / 2);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + width / 2 + 40, { steps: 4 });
    await page.mouse.up();
    const dragged = await top();
    expect(dragged).toBeGreaterThan(middle);
    await square.focus();
    await page.keyboard.press('ArrowUp');
    expect(await top()).toBeGreaterThan(dragged);
    for (let n = 0; n < 20; n++) await page.keyboard.press('ArrowUp');
    expect(await top()).toBeCloseTo(0); // no further than to its edge
    await confirm(page, 'Use this picture');
    await face.waitFor();
    const middleIsRed = () =>
      face.evaluate((img: HTMLImageElement) => {
        const context = document.createElement('canvas').getContext('2d')!;
        context.drawImage(img, 0, 0);
        const [red = 0, , blue = 0] = context.getImageData(img.naturalWidth / 2, img.naturalHeight / 2, 1, 1).data;
        return red > 200 && blue < 50;
      });
    await until(middleIsRed, 'the face shows the upper part of the picture, once it is loaded');
    await page.getByRole('button', { name: 'Remove' }).click();
    await face.waitFor({ state: 'detached' });
  });

  it('S5-37 a status comes with its end and goes with it, and one can be busy or unseen', async () => {
    const { page } = ada;
    await page.clock.install(); // for what is timed from here on
    await page.getByRole('button', { name: /: account$/ }).click();
    await page.getByRole('menuitem', { name: 'Set a status' }).click();
    await page.getByLabel('What are you doing?').fill('Writing the first program');
    await page.getByLabel('Until when').selectOption('For an hour');
    await page.getByRole('button', { name: 'Set status' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page
      .getByRole('button', { name: /: account$/ })
      .getByText('Writing the first program')
      .waitFor();
    const card = await openCard(ben);
    await card.getByText('Writing the first program').waitFor();
    await card.getByText(/^Until .*\d:\d\d/).waitFor(); // the day as well, an hour before midnight
    await ben.page.keyboard.press('Escape');

    await page.clock.fastForward('01:01:00');
    await page
      .getByRole('button', { name: /: account$/ })
      .getByText('@ada')
      .waitFor();

    await page.getByRole('button', { name: /: account$/ }).click();
    await page.getByRole('menuitemradio', { name: 'Do not disturb' }).click();
    await page.getByRole('button', { name: /: account$/ }).click();
    await page.locator('[role=menuitemradio][aria-checked=true]', { hasText: 'Do not disturb' }).waitFor();
    await page.getByRole('menuitemradio', { name: 'Online' }).click();
  });

  it('S5-37 another device is logged out from here, and its page leaves', async () => {
    const phone = await stage.visitor({
      userAgent:
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1',
    });
    await phone.goto('/login');
    await logIn(phone, 'ada');
    await phone.box.waitFor();
    await open(ada, 'Devices');
    await ada.page.getByRole('button', { name: 'Log out Safari on iPhone' }).click();
    await confirm(ada.page, 'Log out');
    await phone.page.getByRole('heading', { name: 'Log in' }).waitFor();
    await ada.page.getByText('You are logged in nowhere else.').waitFor();
    await phone.context.close();
  });

  it('S5-17 two steps: the app’s picture, its code, recovery codes, and a sign-in with both', async () => {
    const { page } = ada;
    await open(ada, 'Two-step log-in');
    await page.getByLabel('Your password').fill('not my password at all');
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByLabel('Your password').and(page.locator('[aria-invalid=true]')).waitFor();
    await page.getByLabel('Your password').fill(passwordOf('ada'));
    await page.getByRole('button', { name: 'Turn on' }).click();
    await page.getByRole('img', { name: 'Code for your authenticator app' }).waitFor();
    const secret = (await page.locator('code').textContent())!.replace(/\s/g, '');
    await page.getByLabel('Code that the app shows').fill('000000');
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByLabel('Code that the app shows').and(page.locator('[aria-invalid=true]')).waitFor();
    await page.getByLabel('Code that the app shows').fill(shownBy(secret));
    await page.getByRole('button', { name: 'Confirm' }).click();
    const list = page.getByRole('list', { name: 'Recovery codes' });
    await list.waitFor();
    const codes = await list.getByRole('listitem').allTextContents();
    expect(codes.length).toBeGreaterThanOrEqual(8);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    expect(await readFile(await (await download).path(), 'utf8')).toContain(codes[0]!);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText(`You have ${codes.length} recovery codes left.`).waitFor();

    const elsewhere = await stage.visitor();
    await elsewhere.goto('/login');
    await logIn(elsewhere, 'ada');
    await elsewhere.page.getByLabel('Code').fill(shownBy(secret, 1));
    await elsewhere.page.getByRole('button', { name: 'Go on' }).click();
    await elsewhere.box.waitFor();
    await elsewhere.context.close();

    await page.getByRole('button', { name: 'Turn off' }).click();
    await page.getByRole('button', { name: 'Use a code instead' }).click();
    await page.getByLabel('Code').fill(codes[0]!);
    await confirm(page, 'Turn off');
    await page.getByRole('heading', { name: 'It is off' }).waitFor();
  });

  it('S1-27 looks as one chose on this device, also after a reload', async () => {
    const { page } = ada;
    await open(ada, 'Appearance');
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await background();
    await page.getByRole('radio', { name: 'Dark', exact: true }).check();
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.reload();
    await page.getByRole('heading', { name: 'Appearance', level: 1 }).waitFor();
    expect(await background()).toBe(dark);
    await page.getByRole('radio', { name: 'As the system' }).check();
    expect(await background()).toBe(light);
  });

  it('S5-17 tells which mails one gets, and hands out all that is stored of one', async () => {
    const { page } = ada;
    await open(ada, 'Notifications');
    await page.getByRole('switch', { name: /Log-outs/ }).uncheck();
    await page.reload();
    const signOuts = page.getByRole('switch', { name: /Log-outs/ });
    await until(async () => (await signOuts.isEnabled()) && !(await signOuts.isChecked()), 'the switch is kept');
    await page.getByLabel('Notifications of General').selectOption('Nothing');
    await page.reload();
    await until(
      async () => (await page.getByLabel('Notifications of General').inputValue()) === 'none',
      'the level is kept',
    );
    await open(ada, 'Account');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download my data' }).click();
    const stored = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
      messages: { body: string }[];
    };
    expect(stored.messages.map(({ body }) => body)).toContain('Here is Ada.');
  });

  it('S1-28 S5-37 a face or a name opens a card, which tells who it is and leads to a word with them', async () => {
    const { page } = ben;
    const card = await openCard(ben);
    await card.getByText('@ada').waitFor();
    await card.getByText('owner').waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    await page.getByRole('article').filter({ hasText: 'Here is Ada.' }).focus(); // and with nothing but the keyboard
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await card.getByRole('button', { name: 'Message' }).click();
    await page.waitForURL(/\/dm\//);
    await page.getByLabel(/^Message to Ada/).waitFor();
  });

  it('S1-28 an account is deleted for good, and what it said is erased if one wants it', async () => {
    const { page } = ben;
    await ben.goto('/difference-engine/general');
    await ben.say('I was here.');
    await ada.goto('/');
    await ada.sees('I was here.');
    await open(ben, 'Account');
    await page.getByRole('button', { name: 'Delete my account' }).click();
    await page.getByRole('radio', { name: /Erase my messages/ }).check();
    await page.getByLabel('Your password').last().fill(passwordOf('ben'));
    await confirm(page, 'Delete my account');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await ben.isAt('/login');
    await logIn(ben, 'ben');
    await page.getByText('is wrong').waitFor();
    await until(async () => (await ada.message('I was here.').count()) === 0, 'it is blank for others');
    expect(ada.complaints).toEqual([]);
    expect(ben.complaints).toEqual([]);
  });
});
