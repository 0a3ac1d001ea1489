import type { Browser } from 'playwright-core';
import { describeInBrowser, launch, passwordOf, until, Visitor } from './browser.js';
import { places, type Place } from './places.js';

/** Chromium's own microphone, which beeps, and no question whether the page may hear it. */
const MICROPHONE = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** Whether time passes in something that is played. */
function isPlaying({ page }: Visitor): Promise<boolean> {
  return page.evaluate(() => [...document.querySelectorAll('audio')].some(({ currentTime }) => currentTime > 0));
}

describeInBrowser.each(places)('the whole way of two people, $where', ({ open }) => {
  let browser: Browser;
  let place: Place;
  let ada: Visitor;
  let ben: Visitor;

  beforeAll(async () => {
    place = await open();
    browser = await launch(...MICROPHONE);
    ada = await Visitor.arrive(browser, place.urls[0]);
    ben = await Visitor.arrive(browser, place.urls[1]);
  });
  afterAll(async () => {
    await browser?.close();
    await place?.remove();
  });
  afterEach(() => {
    expect([...ada.complaints, ...ben.complaints]).toEqual([]);
  });

  const benIn = (list: string) => ada.page.getByRole('region', { name: list }).getByText('Ben Okafor').first();

  it('S5-39 S5-16 S5-18 one registers and is in; what renews the token is where no script sees it', async () => {
    await ada.goto('/register');
    await ada.register('Ada Lovelace', 'ada');
    await ada.createTeam('Difference Engine');
    await ada.is('online');
    const invitation = new URL(await ada.invitation()).pathname;
    await ben.goto(invitation);
    await ben.register('Ben Okafor', 'ben', 'Create account and join');
    await ben.box.waitFor();
    const [cookie] = await ada.context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true });
  });

  it('S5-39 S1-15 one logs out and in again, and is where one was', async () => {
    await ben.page.getByRole('button', { name: /Ben Okafor.*account/ }).click();
    await ben.page.getByRole('menuitem', { name: 'Log out' }).click();
    await ben.page.getByLabel('Username or email address').fill('ben');
    await ben.page.getByLabel('Password', { exact: true }).fill(passwordOf('ben'));
    await ben.page.getByRole('button', { name: 'Log in', exact: true }).click();
    await ben.box.waitFor();
    await ben.isAt('/difference-engine/general');
  });

  it('S5-39 S5-21 S5-26 one sees groups, direct conversations and who is there', async () => {
    await ada.page.getByRole('navigation').getByRole('link', { name: 'General' }).waitFor();
    await benIn('Online — 1').waitFor();
    await ada.page.getByRole('region', { name: 'Direct messages', exact: true }).waitFor();
  });

  it('S5-39 S5-27 S5-30 both talk in a group, and what was said before is there for who comes later', async () => {
    await ada.say('Good morning, group');
    await ben.sees('Good morning, group');
    await ben.page.reload();
    await ben.sees('Good morning, group');
    await ben.say('Good morning, Ada');
    await ada.sees('Good morning, Ada');
  });

  it('S5-39 S5-31 S5-32 S5-40 a voice note is recorded, kept, and played by the other', async () => {
    await ada.page.getByRole('button', { name: 'Record a voice note' }).click();
    await ada.page.getByRole('timer').getByText('0:02').waitFor();
    await ada.page.getByRole('button', { name: 'Stop' }).click();
    await ada.page.locator('[data-upload=uploaded]').waitFor();
    await ada.page.getByRole('button', { name: 'Send', exact: true }).click();
    const note = ben.page.getByRole('article').last().getByRole('button', { name: 'Play' });
    await note.click();
    await until(() => isPlaying(ben), 'it is heard');
  });

  it('S5-39 S5-33 S5-34 a private word reaches one who is there at once, and one who is away when they come back', async () => {
    await benIn('Online — 1').click();
    await ada.page.getByRole('heading', { name: /Ben Okafor$/, level: 2 }).waitFor();
    await ada.say('Between us');
    const link = ben.page.getByRole('navigation').getByRole('link', { name: /Ada Lovelace/ });
    await link.click();
    await ben.sees('Between us');
    await link.locator('[data-unread]').waitFor({ state: 'detached' }); // it is read
    await ben.goto('about:blank');
    await ada.page.getByRole('region', { name: /^Online/ }).waitFor({ state: 'detached' });
    for (const text of ['You are away, 1', 'You are away, 2']) await ada.say(text);
    await ada.hasSentAll();
    await ben.goto('/');
    await link.locator('[data-unread="2"]').waitFor();
    await link.click();
    await ben.sees('You are away, 2');
    expect((await ben.bodies()).slice(-3)).toEqual(['Between us', 'You are away, 1', 'You are away, 2']);
    await benIn('Online — 1').waitFor();
  });
});
