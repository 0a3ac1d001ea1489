import type { Channel, ParleyClient } from '@parley/client';
import { seriousIn } from './axe.js';
import { describeInBrowser, until, Visitor } from './browser.js';
import { openStage } from './stage.js';

const MANY = 300;

describeInBrowser('a long conversation', () => {
  const stage = openStage();
  let ada: Visitor;
  let ben: ParleyClient;
  let channel: Channel;

  beforeAll(async () => {
    ada = await stage.visitor();
    await ada.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await ada.begin();
    ben = await stage.signUp('ben', 'Ben Okri');
    const { teamId } = await ben.command('invitation.accept', { code: await ada.invitationCode() });
    channel = await ben.command('channel.create', { teamId, name: 'Long' });
    await ben.openChannel(channel.id);
  });

  const link = () => ada.page.getByRole('link', { name: /^Long/ });
  const unread = (count: number) =>
    until(async () => (await link().locator(`[data-unread="${count}"]`).count()) === 1, `${count} are unread`);
  const says = async (body: string) => ben.send({ channelId: channel.id, body }).delivered;
  /** Where the upper edge of something is on the screen. */
  const topOf = async (text: string) => (await ada.message(text).boundingBox())!.y;
  const inSight = async (text: string) => {
    const [row, list] = await Promise.all([ada.message(text).boundingBox(), ada.list.boundingBox()]);
    return row !== null && row.y >= list!.y - 1 && row.y + row.height <= list!.y + list!.height + 1;
  };

  it('S1-22 opens at the first unread message, which a line marks, and reads on from there to the end', async () => {
    await says('Seen');
    await link().click();
    await ada.sees('Seen');
    await until(async () => (await link().locator('[data-unread]').count()) === 0, 'it is read');
    await ada.page.getByRole('link', { name: 'General' }).click();
    for (let number = 1; number <= MANY; number++) ben.send({ channelId: channel.id, body: `Line ${number}` });
    await ben.until(() => ben.pending(channel.id).length === 0);
    await unread(MANY);

    await link().click();
    await until(() => inSight('Line 1'), 'the first unread message is in sight');
    expect(await inSight('Seen')).toBe(true);
    const line = ada.page.getByText('New messages', { exact: true });
    expect((await line.boundingBox())!.y).toBeLessThan(await topOf('Line 1'));
    expect(await ada.message(`Line ${MANY}`).count()).toBe(0);
    await until(
      async () => (await link().locator('[data-unread]').textContent()) !== `${MANY}`,
      'what is in sight is read',
    );

    const last = ada.message(`Line ${MANY}`);
    await ada.scrollTo(last, 600);
    await until(async () => (await link().locator('[data-unread]').count()) === 0, 'all of it is read');
    expect(await ada.page.locator('article').count()).toBeLessThan(100);
  });

  it('marks a message and what follows as unread, and keeps it so until one comes back', async () => {
    await ada.message(`Line ${MANY - 4}`).hover();
    await ada
      .message(`Line ${MANY - 4}`)
      .getByRole('button', { name: 'More actions' })
      .click();
    await ada.page.getByRole('menuitem', { name: 'Mark unread from here' }).click();
    await unread(5);
    await ada.page.getByRole('link', { name: 'General' }).click();
    await unread(5);
    await link().click();
    await until(async () => (await link().locator('[data-unread]').count()) === 0, 'it is read again');
    const line = await ada.page.getByText('New messages', { exact: true }).boundingBox();
    expect(line!.y).toBeLessThan(await topOf(`Line ${MANY - 4}`));
    expect(line!.y).toBeGreaterThan(await topOf(`Line ${MANY - 5}`));
  });

  it('a copied link leads to the message from anywhere, lights it up, and back to the end', async () => {
    await ada.scrollTo(ada.message('Line 40'), -600);
    await ada.message('Line 40').hover();
    await ada.message('Line 40').getByRole('button', { name: 'More actions' }).click();
    await ada.page.getByRole('menuitem', { name: 'Copy link' }).click();
    await ada.page.getByText('Link copied.').waitFor();
    const address = await ada.page.evaluate(() => navigator.clipboard.readText());
    expect(address).toMatch(/^http:.*\/message\/[0-9a-f-]{36}$/);

    await ada.goto(new URL(address).pathname);
    await ada.isAt('/difference-engine/long');
    await until(() => inSight('Line 40'), 'the message is in sight');
    const focused = () => ada.page.evaluate(() => document.activeElement?.textContent);
    await until(async () => /Line 40$/.test((await focused()) ?? ''), 'it has the focus');
    await ada.rests();
    expect(await inSight('Line 40')).toBe(true);

    // The loaded part is in the past: what comes is counted there, and one's own message leads to the end.
    await says('News');
    await ada.page.getByRole('button', { name: '1 new message' }).waitFor();
    expect(await ada.message('News').count()).toBe(0);
    await ada.page.getByRole('button', { name: '1 new message' }).click();
    await until(() => inSight('News'), 'the end is in sight');
    await ada.goto(new URL(address).pathname);
    await until(() => inSight('Line 40'), 'the message is in sight again');
    await ada.say('Back at the end');
    await until(() => inSight('Back at the end'), 'what one says is in sight');
  });

  it('a link to what is not there says so', async () => {
    await ada.goto('/message/01900000-0000-7000-8000-000000000000');
    await ada.page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    await ada.goto('/difference-engine/long');
    await ada.sees('Back at the end');
  });

  it('S1-13 reads on in both directions from the middle, each message once and in order', async () => {
    const target = ben.messages(channel.id).find(({ body }) => body === 'Line 150') ?? (await lineOf(150));
    await ada.goto(`/message/${target.id}`);
    await until(() => inSight('Line 150'), 'the middle is in sight');
    await ada.rests();
    // The row with the focus, and the one that is lit up, stay drawn wherever one goes.
    await ada.box.focus();
    await until(async () => (await ada.page.locator('.animate-found').count()) === 0, 'its light is out');
    await ada.scrollTo(ada.message('Line 250'), 500);
    expectConsecutive(await ada.bodies());
    await ada.scrollTo(ada.message('Line 60'), -500);
    expectConsecutive(await ada.bodies());
  });

  it('what is read stays in its place when something above and below changes', async () => {
    await ada.scrollTo(ada.message('Line 200'), 500);
    await ada.rests();
    const before = await topOf('Line 200');
    const above = await lineOf(150);
    await ben.command('reaction.add', { messageId: above.id, emoji: '🎉' });
    await ben.command('message.edit', { messageId: (await lineOf(140)).id, body: 'An edit\n'.repeat(8) });
    await ben.command('message.edit', { messageId: (await lineOf(205)).id, body: 'Below' });
    await until(async () => (await ada.message('Below').count()) === 1, 'the edits have come');
    await ada.rests();
    expect(Math.abs((await topOf('Line 200')) - before)).toBeLessThan(1);
    const held = await topOf('Line 200');
    await ada.box.fill('a\nb\nc\nd\ne');
    await ada.rests();
    expect(Math.abs((await topOf('Line 200')) - held)).toBeLessThan(1);
    await ada.box.fill('');
  });

  it('stays at the end when the last message grows and the box does', async () => {
    await ada.page.getByRole('button', { name: /To the newest|new message/ }).click();
    const last = await says('The last one');
    await until(() => inSight('The last one'), 'it is in sight');
    await ben.command('message.edit', { messageId: last.id, body: 'The last one, of many\nlines\nand\nmore' });
    await ada.sees('of many');
    await ada.box.fill('a\nb\nc\nd\ne');
    await until(async () => {
      const gap = await ada.list.evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
      return gap < 2;
    }, 'the end is in sight');
    await ada.box.fill('');
  });

  it('S1-27 everything that can be done with a message is done by keyboard, and by resting a finger on it', async () => {
    await ada.say('By keyboard');
    await ada.hasSentAll();
    await ada.list.focus();
    await ada.page.keyboard.press('ArrowUp');
    await ada.page.keyboard.press('Enter');
    await ada.page.getByRole('menu', { name: 'Message actions' }).waitFor();
    await ada.page.getByRole('menuitem', { name: 'Edit' }).waitFor();
    await ada.page.keyboard.press('Escape');
    await until(async () => (await ada.page.getByRole('menu').count()) === 0, 'the menu is gone');
    const inRow = () => ada.page.evaluate(() => document.activeElement?.closest('article') !== null);
    await until(inRow, 'the focus is back in the row');
    await ada.page.keyboard.press('Escape');

    const phone = await stage.visitor({
      storageState: await ada.context.storageState(),
      viewport: { width: 360, height: 740 },
      hasTouch: true,
      isMobile: true,
    });
    await phone.goto('/difference-engine/long');
    await phone.sees('By keyboard');
    await phone.is('online');
    await phone.rests();
    const touch = await phone.context.newCDPSession(phone.page);
    const { x, y } = (await phone.list.getByText('By keyboard', { exact: true }).boundingBox())!;
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: x + 20, y: y + 10 }] });
    await phone.page.getByRole('menuitem', { name: 'Copy text' }).waitFor();
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    expect(await seriousIn(phone.page)).toEqual([]);
    await phone.page.getByRole('menuitem', { name: 'Edit' }).tap();
    await phone.page.getByLabel('Edit message').waitFor();
    expect(phone.complaints).toEqual([]);
    await phone.context.close();
  });

  it('code has the colours of its language and is copied whole; a long message is folded', async () => {
    await ada.say('```ts\nconst answer: number = 42; // life\n```');
    const block = ada.page.locator('article pre', { hasText: 'answer' });
    await block.locator('.code-keyword', { hasText: 'const' }).waitFor();
    await block.hover();
    await ada.page.getByRole('button', { name: 'Copy code' }).last().click();
    expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toBe('const answer: number = 42; // life');
    await ada.say(Array.from({ length: 60 }, (_, index) => `Verse ${index}`).join('\n'));
    const long = ada.page.getByRole('article').filter({ hasText: 'Verse 59' });
    await long.waitFor();
    expect(await seriousIn(ada.page)).toEqual([]);
    const folded = (await long.boundingBox())!.height;
    await long.getByRole('button', { name: 'Show more' }).click();
    await until(async () => (await long.boundingBox())!.height > 2 * folded, 'it is unfolded');
  });

  async function lineOf(number: number) {
    const { items } = await ben.command('message.list', { channelId: channel.id, around: number + 1, limit: 5 });
    return items.find(({ body }) => body === `Line ${number}`)!;
  }
});

/** Lines that follow one another, as far as they are lines. */
function expectConsecutive(bodies: string[]): void {
  const numbers = bodies.flatMap((body) => /^Line (\d+)$/.exec(body)?.[1] ?? []).map(Number);
  expect(numbers.length).toBeGreaterThan(10);
  expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
}
