import type { ParleyClient } from '@parley/client';
import { describeInBrowser, until, Visitor } from './browser.js';
import { openStage } from './stage.js';

describeInBrowser('a team and its channels', () => {
  const stage = openStage();
  /** Ada owns the team; Ben is in it, by a browser of his own. */
  let ada: Visitor;
  let ben: Visitor;
  /** Ben by the SDK, for what he does elsewhere. */
  let elsewhere: ParleyClient;
  let teamId: string;

  beforeAll(async () => {
    ada = await stage.visitor();
    ben = await stage.visitor();
    await ada.begin();
  });

  const dialog = (visitor: Visitor) => visitor.page.getByRole('dialog');
  const details = async (visitor: Visitor, tab?: string) => {
    const { page } = visitor;
    const pane = page.getByRole('complementary').filter({ has: page.getByRole('tablist') });
    if (!(await pane.isVisible())) await page.getByRole('button', { name: 'About this conversation' }).click();
    if (tab) await pane.getByRole('tab', { name: tab }).click();
    return pane;
  };
  const onMember = async (visitor: Visitor, name: string, action: string) => {
    await visitor.page.getByRole('button', { name: `What to do with ${name}` }).click();
    await visitor.page.getByRole('menuitem', { name: action }).click();
  };

  it('S4-23 S4-26b a new team says what it needs, and an invitation by link leads in', async () => {
    const steps = ada.page.getByRole('region', { name: 'First steps' });
    await steps.getByRole('button', { name: 'Invite people' }).click();
    await dialog(ada).getByRole('button', { name: 'Create link' }).click();
    const link = await ada.page.getByLabel('Invitation link').inputValue();
    await ada.page.keyboard.press('Escape');
    await ben.goto(new URL(link).pathname);
    await ben.register('Ben Okafor', 'ben', 'Create account and join');
    await ben.box.waitFor();
    await ben.isAt('/difference-engine/general');
    await steps.getByText('done').waitFor(); // live: somebody has come
    expect(await ben.page.getByRole('region', { name: 'First steps' }).count()).toBe(0);
    elsewhere = await stage.signIn('ben');
    teamId = elsewhere.teams()[0]!.id;
  });

  it('S3-01 S3-30 who leads a channel changes its topic where it stands, live for the other', async () => {
    await ada.page.getByRole('button', { name: 'New channel' }).click();
    await ada.page.getByLabel('Name', { exact: true }).fill('Engine room');
    await ada.page.getByRole('button', { name: 'Create channel' }).click();
    await ada.isAt('/difference-engine/engine-room');
    const pane = await details(ada);
    await pane.getByRole('button', { name: 'Change topic' }).click();
    await pane.getByLabel('Topic').fill('Steam and brass');
    await pane.getByRole('button', { name: 'Save' }).click();
    await ben.page.getByRole('link', { name: 'Engine room' }).click();
    await ben.page.getByText('Steam and brass').first().waitFor();
    const other = await details(ben);
    expect(await other.getByRole('button', { name: 'Change topic' }).count()).toBe(0);
    expect(await other.getByRole('tab', { name: 'Settings' }).count()).toBe(0);
  });

  it('S3-06 S3-36 members are seen, given a role and removed with a reason, which the one who looks is told', async () => {
    const pane = await details(ada, 'Members');
    await pane.getByRole('listitem').filter({ hasText: 'Ben Okafor' }).waitFor();
    await onMember(ada, 'Ben Okafor', 'Make moderator');
    await pane.getByText('@ben · moderator').waitFor();
    await onMember(ada, 'Ben Okafor', 'Remove…');
    await dialog(ada).getByLabel('Reason').fill('Too much steam');
    await dialog(ada).getByRole('button', { name: 'Remove' }).click();
    await ben.page.getByText('You were removed from this channel.').waitFor();
    await until(
      async () => (await pane.getByRole('listitem').filter({ hasText: 'Ben' }).count()) === 0,
      'he is off the list',
    );
    await ben.page.getByRole('button', { name: 'Join Engine room' }).click();
    await ben.box.waitFor();
    await pane.getByRole('listitem').filter({ hasText: 'Ben Okafor' }).waitFor();
  });

  it('S3-20 slow mode, who comes in and archiving are for those who lead; a private channel is gone for the others', async () => {
    const pane = await details(ada, 'Settings');
    await pane.getByLabel('Slow mode').selectOption('30');
    const channel = () => elsewhere.channels(teamId).find(({ name }) => name === 'Engine room');
    await elsewhere.until(() => channel()?.slowModeSeconds === 30);
    await pane.getByRole('button', { name: 'Archive' }).click();
    await dialog(ada).getByRole('button', { name: 'Archive' }).click();
    await ben.page.getByText('This channel is archived.').waitFor();
    await dialog(ada).waitFor({ state: 'detached' });
    await pane.getByRole('button', { name: 'Restore' }).click();
    await dialog(ada).getByRole('button', { name: 'Restore' }).click();
    await ben.box.waitFor();
    const { id: channelId } = channel()!;
    await elsewhere.command('channel.leave', { channelId });
    await ben.page.getByText('You are reading as a visitor.').waitFor();
    await pane.getByLabel('Who can join').selectOption('private');
    await ben.page.getByRole('heading', { name: 'You left Engine room' }).waitFor();
  });

  it('S3-31 a channel that is deleted while one looks at it says so, and its address is worth nothing then', async () => {
    const made = await elsewhere.command('channel.create', { teamId, name: 'For a day' });
    await ada.page.getByRole('link', { name: 'For a day' }).click();
    await ada.isAt('/difference-engine/for-a-day');
    await ada.box.waitFor();
    await elsewhere.command('channel.delete', { channelId: made.id });
    await ada.page.getByRole('heading', { name: 'For a day was deleted' }).waitFor();
    await ada.page.reload();
    // A page that kept what was seen last still knows its name.
    await ada.page.getByRole('heading', { name: /^For a day |There is nothing at this address/ }).waitFor();
  });

  it('S3-05 S3-19 S3-22 one asks to come in with a word, still has asked after reloading, and hears no and yes', async () => {
    await ada.goto('/difference-engine/general');
    await ada.page.getByRole('button', { name: 'New channel' }).click();
    await ada.page.getByLabel('Name', { exact: true }).fill('Budget');
    await ada.page.getByLabel('By request').check();
    await ada.page.getByRole('button', { name: 'Create channel' }).click();
    await ada.isAt('/difference-engine/budget');

    await ben.goto('/difference-engine/budget');
    await ben.page.getByLabel('A word to those who decide').fill('I can add.');
    await ben.page.getByRole('button', { name: 'Ask to join Budget' }).click();
    await ben.page.getByText(/^You asked /).waitFor();
    await ben.page.reload();
    await ben.page.getByText(/^You asked /).waitFor();

    const link = ada.page.getByRole('link', { name: /Budget/ });
    await link.locator('[data-waiting="1"]').waitFor();
    const pane = await details(ada, 'Members');
    await pane.getByText('I can add.').waitFor();
    await pane.getByRole('button', { name: 'Decline Ben Okafor' }).click();
    await ben.page.getByText('You were not let in. You can ask again.').waitFor();
    await until(async () => (await link.locator('[data-waiting]').count()) === 0, 'nobody waits');
    await ben.page.getByRole('button', { name: 'Ask to join Budget' }).click();
    await pane.getByRole('button', { name: 'Let Ben Okafor in' }).click();
    await ben.box.waitFor();
  });

  it('S3-36 who is banned from a channel stands below its members, with the reason, until the ban is lifted', async () => {
    const pane = await details(ada, 'Members');
    await onMember(ada, 'Ben Okafor', 'Ban…');
    await dialog(ada).getByLabel('Reason').fill('Cannot add');
    await dialog(ada).getByRole('button', { name: 'Ban', exact: true }).click();
    const banned = pane.getByRole('region', { name: 'Banned' });
    await banned.getByText('Permanently, by Ada Lovelace: Cannot add').waitFor();
    await banned.getByRole('button', { name: 'Unban Ben Okafor' }).click();
    await dialog(ada).getByRole('button', { name: 'Unban' }).click();
    await banned.waitFor({ state: 'detached' });
    await ben.goto('/difference-engine/budget');
    await ben.page.getByRole('button', { name: 'Ask to join Budget' }).waitFor();
  });

  it('S3-27 S3-32 all channels are found in one list, and joined from there', async () => {
    const { id: channelId } = await elsewhere.command('channel.create', {
      teamId,
      name: 'Tea',
      topic: 'Green or black',
    });
    await elsewhere.until(() => elsewhere.state.memberships[channelId] !== undefined);
    const clientOfAda = await stage.signIn('ada');
    await clientOfAda.command('channel.leave', { channelId });
    await clientOfAda.close();
    await ada.page.getByRole('button', { name: 'Browse channels' }).click();
    await dialog(ada).getByLabel('Find a channel').fill('black');
    await dialog(ada).getByRole('button', { name: 'Join Tea' }).click();
    await ada.isAt('/difference-engine/tea');
    await ada.box.waitFor();
  });
});
