import type { Browser } from 'playwright-core';
import { createClient, type ParleyClient } from '@parley/client';
import { agree, describeInBrowser, launch, passwordOf, until, Visitor } from './browser.js';
import { places, type Place } from './places.js';

const MANY = 230;

describeInBrowser.each(places)('two people in two browsers, $where', ({ open }) => {
  let browser: Browser;
  let place: Place;
  let ada: Visitor;
  let ben: Visitor;

  beforeAll(async () => {
    place = await open();
    browser = await launch();
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

  it('S1-03 S5-01 without a session `/` shows the log-in form', async () => {
    await ada.goto('/');
    await ada.page.getByRole('heading', { name: 'Log in' }).waitFor();
    await ada.isAt('/login');
  });

  it('S5-16 registers, and shows what is wrong at the field that it is about', async () => {
    await ada.page.getByRole('link', { name: 'Create an account' }).click();
    await ada.page.getByLabel('Username').fill('?');
    await ada.page.getByRole('button', { name: 'Create account' }).click();
    await ada.page.getByText('Username must have 2 to 32 characters').waitFor();
    await ada.page.getByText('Password must have at least 10 characters.').waitFor();
    expect(await ada.page.getByLabel('Username').getAttribute('aria-invalid')).toBe('true');
    const focused = () => ada.page.evaluate(() => document.activeElement?.getAttribute('name'));
    await until(async () => (await focused()) === 'username', 'the field has the focus');
    await ada.register('Ada Lovelace', 'ada');
    await ada.page.getByRole('heading', { name: 'Welcome, Ada Lovelace' }).waitFor();
  });

  it('S5-18 the page keeps no token where a script could read it', async () => {
    const kept = await ada.page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
    );
    expect(kept).not.toMatch(/token|eyJ/i);
    const [cookie] = await ada.context.cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  });

  it('S4-18 S2-14 S2-15 a new team opens in its general channel, connected', async () => {
    await ada.createTeam('Difference Engine');
    await ada.isAt('/difference-engine/general');
    await ada.is('online');
    expect(await ada.page.locator('[data-connection]').textContent()).toBe('Online');
  });

  it('S4-24 S4-26b an invitation link leads into the conversation by one form', async () => {
    const link = new URL(await ada.invitation());
    expect(link.origin).toBe(place.publicUrl);
    await ben.goto(link.pathname);
    await ben.page.getByRole('heading', { name: 'Join Difference Engine' }).waitFor();
    await ben.page.getByText('Ada Lovelace invites you.').waitFor();
    await ben.register('Ben Okri', 'ben', 'Create account and join');
    await ben.box.waitFor();
    await ben.isAt('/difference-engine/general');
  });

  it('S2-20 S1-12 S2-03 both talk and hear each other', async () => {
    await ada.say('Good morning, **Ben**!');
    await ben.sees('Good morning, Ben!');
    expect(await ben.page.locator('article strong').textContent()).toBe('Ben');
    await ben.say('Good morning, Ada.');
    await ada.sees('Good morning, Ada.');
    await ada.hasSentAll();
    await agree(ada, ben);
  });

  it('S1-34 S3-43 the arrow upwards edits the last message, live for the other', async () => {
    await ben.box.press('ArrowUp');
    const editor = ben.page.getByLabel('Edit message');
    await editor.fill('Good evening, Ada.');
    await editor.press('Enter');
    await ada.sees('Good evening, Ada.');
    await ada.page.getByText('(edited)').waitFor();
    expect(await ada.message('Good morning, Ada.').count()).toBe(0);
  });

  it('S1-34 S3-44 a deleted message is blank for both, after a question', async () => {
    await ben.say('This was a mistake.');
    await ada.sees('This was a mistake.');
    await ben.message('This was a mistake.').hover();
    await ben.message('This was a mistake.').getByRole('button', { name: 'Delete' }).click();
    await ben.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await ada.page.getByText('This message was deleted.').waitFor();
    expect(await ada.message('This was a mistake.').count()).toBe(0);
  });

  it('S1-04 S4-28 a new channel and its unread count arrive without reloading, and opening it reads it', async () => {
    await ada.page.getByRole('button', { name: 'New channel' }).click();
    await ada.page.getByLabel('Name', { exact: true }).fill('Engine room');
    await ada.page.getByRole('button', { name: 'Create channel' }).click();
    await ada.page.getByRole('heading', { name: 'This is the beginning of Engine room' }).waitFor();
    for (const text of ['One.', 'Two.', 'Three.']) await ada.say(text);
    const link = ben.page.getByRole('link', { name: 'Engine room' });
    await link.locator('[data-unread="3"]').waitFor();
    await link.click();
    await ben.sees('Three.');
    await until(async () => (await link.locator('[data-unread]').count()) === 0, 'the count is gone');
    await until(async () => (await ben.page.title()) === 'Engine room · Difference Engine', 'the title tells it');
  });

  it('S1-22 S1-13 after a reload more than 200 messages are read by scrolling up, each once, without a jump', async () => {
    const client = await signedIn(ada.url, 'ada');
    const channel = client.channels().find(({ slug }) => slug === 'engine-room')!;
    // Hundreds come faster than the page shows them.
    await ada.slowly(6, async () => {
      for (let number = 1; number <= MANY; number++) client.send({ channelId: channel.id, body: `Line ${number}` });
      await client.until(() => client.pending(channel.id).length === 0);
      await ada.sees(`Line ${MANY}`);
    });
    await client.close();

    await ben.page.reload();
    await ben.sees(`Line ${MANY}`);
    expect(await ben.message('Line 1').count()).toBe(0);
    const read = await ben.readUpwards(async (seen) => seen.includes('Line 1'));
    await ben.page.getByText('This is the beginning of').waitFor();
    const expected = ['One.', 'Two.', 'Three.', ...Array.from({ length: MANY }, (_, index) => `Line ${index + 1}`)];
    expect(await ben.bodies()).toEqual(expected.slice(0, (await ben.bodies()).length));
    expect(read.slice(read.indexOf('Line 1'))).toEqual(expected.slice(3));
    expect(await ben.page.locator('article').count()).toBeLessThan(100); // what is far away is not drawn
  });

  it('S1-13 who reads further up stays there when messages come, and is told of them', async () => {
    const row = ben.message('Line 100');
    await ben.scrollTo(row, 300);
    await ben.rests();
    const before = await row.boundingBox();
    await ada.say('News from the engine room.');
    const button = ben.page.getByRole('button', { name: '1 new message' });
    await button.waitFor();
    expect((await row.boundingBox())!.y).toBeCloseTo(before!.y, 0);
    await button.click();
    await until(() => ben.message('News from the engine room.').isVisible(), 'it is in sight');
  });

  it('S1-13 a page of older messages that arrives moves nothing that is read', async () => {
    await ben.page.reload();
    await ben.sees('News from the engine room.');
    await ben.rests();
    const moved = await ben.page.evaluate(async () => {
      const frame = () => new Promise(requestAnimationFrame);
      const box = document.querySelector<HTMLElement>('[role=region]')!;
      const rows = () => [...document.querySelectorAll('article')];
      box.scrollTop = 500;
      for (let frames = 0; frames < 2; frames++) await frame();
      const { scrollHeight } = box;
      const row = rows().find((one) => one.getBoundingClientRect().top > 100)!;
      const { top } = row.getBoundingClientRect();
      const deadline = performance.now() + 60_000;
      while (box.scrollHeight < scrollHeight + 1_000 && performance.now() < deadline) await frame();
      return { by: row.getBoundingClientRect().top - top, more: box.scrollHeight - scrollHeight };
    });
    expect(moved.more).toBeGreaterThan(1_000);
    expect(Math.abs(moved.by)).toBeLessThan(1);
    await ben.page.getByRole('button', { name: 'To the newest' }).click();
  });

  it('S1-24 S2-04 S2-15 the server they are on is killed and started again under them: both go on, nothing is lost or doubled', async () => {
    await ada.say('Before the crash.');
    await ben.sees('Before the crash.');
    const both = [ada, ben];
    const cutOff = both.filter(({ url }) => url === ada.url);
    const spared = both.filter((one) => !cutOff.includes(one));
    await place.kill();
    await Promise.all(cutOff.map((one) => one.is('offline')));
    await ada.page.getByText('You are offline. What you send waits here').waitFor();
    await ada.say('Written while it was away, by Ada.');
    await ben.say('Written while it was away, by Ben.');
    await ada.page.locator('[data-pending=sending]').waitFor();
    for (const one of spared) await one.hasSentAll();

    await place.restart();
    await Promise.all(both.map((one) => one.is('online')));
    await ada.sees('Written while it was away, by Ben.');
    await ben.sees('Written while it was away, by Ada.');
    await ben.say('After the crash.');
    await ada.sees('After the crash.');
    for (const one of both) {
      await one.hasSentAll();
      for (const text of [
        'Before the crash.',
        'Written while it was away, by Ada.',
        'Written while it was away, by Ben.',
        'After the crash.',
      ])
        expect(await one.message(text).count()).toBe(1);
    }
    await agree(ada, ben);
  });

  it('S1-10 S5-05 after logging out and in again one is back in the channel, and `next` leads nowhere else', async () => {
    await ben.page.getByRole('button', { name: /Ben Okri.*account/ }).click();
    await ben.page.getByRole('menuitem', { name: 'Log out' }).click();
    await ben.page.getByRole('heading', { name: 'Log in' }).waitFor();
    await ben.goto('/login?next=//example.org/');
    await ben.page.getByLabel('Username or email address').fill('ben');
    await ben.page.getByLabel('Password').fill('not his password');
    await ben.page.getByRole('button', { name: 'Log in' }).click();
    await ben.page.getByText('The address or the password is wrong.').waitFor();
    await ben.page.getByLabel('Password').fill(passwordOf('ben'));
    await ben.page.getByRole('button', { name: 'Log in' }).click();
    await ben.sees('After the crash.');
    await ben.isAt('/difference-engine/engine-room');
  });

  it('S4-24 a member who opens a link is led in, and addresses that lead nowhere say so', async () => {
    const link = new URL(await ada.invitation());
    await ben.goto(link.pathname);
    await ben.page.getByRole('button', { name: 'Join as Ben Okri' }).click();
    await ben.box.waitFor();
    await ben.goto('/invite/no-such-code-was-ever-made');
    await ben.page.getByRole('heading', { name: 'This invitation does not work' }).waitFor();
    await ben.goto('/nowhere/at-all');
    await ben.page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
  });

  it('S4-18 a team that is called like a page of the server gets an address of its own', async () => {
    await ben.goto('/new-team');
    await ben.createTeam('Docs');
    await ben.isAt('/docs-2/general');
    await ben.page.reload();
    await ben.page.getByRole('heading', { name: 'This is the beginning of General' }).waitFor();
  });

  it('a text that the server refuses stays, says why, and can be changed', async () => {
    await ada.say('x'.repeat(10_001));
    const failed = ada.page.locator('[data-pending=failed]');
    await failed.getByText(/at most/).waitFor();
    await failed.getByRole('button', { name: 'Change it' }).click();
    await until(async () => (await ada.box.inputValue()).length === 10_001, 'it can be changed');
    await ada.page.reload();
    await until(async () => (await ada.box.inputValue()).length === 10_001, 'the draft is there after a reload');
    await ada.box.fill('');
  });
});

async function signedIn(url: string, login: string): Promise<ParleyClient> {
  const client = createClient({ url });
  await client.auth.login({ login, password: passwordOf(login) });
  await client.reaches('online');
  return client;
}
