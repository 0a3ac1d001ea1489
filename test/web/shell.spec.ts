import type { ParleyClient } from '@parley/client';
import { describeInBrowser, until, Visitor } from './browser.js';
import { openStage } from './stage.js';

describeInBrowser('what stands around the conversation', () => {
  const stage = openStage();
  let ada: Visitor;
  let ben: ParleyClient;
  let cy: ParleyClient;
  let teamId: string;

  async function arrive(username: string, displayName: string, code: string): Promise<ParleyClient> {
    const client = await stage.signUp(username, displayName);
    ({ teamId } = await client.command('invitation.accept', { code }));
    await until(() => client.channels(teamId).length > 0, `${username} is in the team`);
    return client;
  }

  const idOf = (client: ParleyClient, slug: string): string =>
    client.channels(teamId).find((channel) => channel.slug === slug)!.id;
  const link = (name: string | RegExp) => ada.page.getByRole('navigation').getByRole('link', { name });
  const dialog = () => ada.page.getByRole('dialog');

  beforeAll(async () => {
    ada = await stage.visitor();
    await ada.begin();
    const code = await ada.invitationCode();
    ben = await arrive('ben', 'Ben Okafor', code);
    cy = await arrive('cy', 'Cynthia Marlowe', code);
    for (const name of ['Plans', 'Releases']) await ben.command('channel.create', { teamId, name });
    await until(() => ben.channels(teamId).length === 3, 'Ben sees the new channels');
    await link('Releases').waitFor();
  });

  it('S1-04 S4-28 tells what is unread, what is meant for oneself, and nothing of what is muted', async () => {
    await ben.send({ channelId: idOf(ben, 'plans'), body: 'One' }).delivered;
    await link(/Plans/).locator('[data-unread="1"]:not([data-mentions])').waitFor();
    await ben.send({ channelId: idOf(ben, 'plans'), body: 'And @ada' }).delivered;
    await link(/Plans/).locator('[data-unread="2"][data-mentions="1"]').waitFor();

    const own = await stage.signIn('ada');
    await own.command('channel.preferences', { channelId: idOf(ben, 'releases'), muted: true });
    await own.close();
    await ada.page.locator('[data-muted]').waitFor();
    await ben.send({ channelId: idOf(ben, 'releases'), body: 'Out' }).delivered;
    await ben.send({ channelId: idOf(ben, 'releases'), body: 'See there, @ada' }).delivered;
    await link(/Releases/)
      .locator('[data-unread="1"][data-mentions="1"]')
      .waitFor();
  });

  it('S1-27 goes to the next conversation and the next unread one by keyboard, and marks one as read', async () => {
    const { keyboard } = ada.page;
    await link('General').click();
    await ada.isAt('/difference-engine/general');
    await keyboard.press('Alt+ArrowDown');
    await ada.isAt('/difference-engine/plans');
    await until(async () => (await link(/Plans/).locator('[data-unread]').count()) === 0, 'it is read');
    await keyboard.press('Alt+ArrowUp');
    await ada.isAt('/difference-engine/general');
    await keyboard.press('Alt+Shift+ArrowUp'); // the only one that is unread is muted
    await ada.isAt('/difference-engine/general');
    const client = await stage.signIn('ada');
    for (let number = 1; number <= 40; number++)
      await ben.send({ channelId: idOf(ben, 'general'), body: `Line ${number}` }).delivered;
    await ada.sees('Line 40');
    await ada.page.getByRole('region', { name: 'Messages in General' }).hover();
    await until(async () => {
      await ada.page.mouse.wheel(0, -400);
      return (await ada.page.getByRole('button', { name: 'To the newest' }).count()) === 1;
    }, 'she has left the end');
    await ben.send({ channelId: idOf(ben, 'general'), body: 'Unread' }).delivered;
    await link(/General/)
      .locator('[data-unread="1"]')
      .waitFor();
    await keyboard.press('Escape');
    await until(() => client.unread(idOf(client, 'general')) === 0, 'General is read elsewhere, too');
    await client.close();
  });

  it('S1-27 goes anywhere by a few letters, and back to where one was by Enter alone', async () => {
    const { keyboard } = ada.page;
    await keyboard.press('Control+k');
    const box = dialog().getByRole('combobox');
    await until(() => box.evaluate((element) => element === document.activeElement), 'the box has the focus');
    await keyboard.type('rele');
    await dialog()
      .getByRole('option', { name: /Releases/ })
      .and(ada.page.locator('[aria-selected=true]'))
      .waitFor();
    expect(await box.getAttribute('aria-activedescendant')).not.toBeNull();
    await keyboard.press('Enter');
    await ada.isAt('/difference-engine/releases');
    await keyboard.press('Control+k');
    await dialog()
      .getByRole('option', { name: /General/ })
      .and(ada.page.locator('[aria-selected=true]'))
      .waitFor();
    await keyboard.press('Enter');
    await ada.isAt('/difference-engine/general');
    await keyboard.press('Control+k');
    await box.fill('nothing is called like this');
    await dialog().getByText('Nothing is called like that.').waitFor();
    await keyboard.press('Escape');
    await until(async () => (await dialog().count()) === 0, 'it is closed');
  });

  it('S5-33 S2-18 begins a conversation with a person, and with several, by their names', async () => {
    const { keyboard } = ada.page;
    await keyboard.press('Control+k');
    await dialog().getByRole('combobox').fill('okaf');
    await dialog()
      .getByRole('option', { name: /Ben Okafor/ })
      .click();
    await ada.page.getByRole('heading', { name: /Ben Okafor$/, level: 2 }).waitFor();
    await ada.say('Only for you, Ben');
    await until(() => ben.dms().some(({ id }) => ben.unread(id) === 1), 'Ben hears of a private message');

    await ada.page.getByRole('button', { name: 'New message' }).click();
    const to = dialog().getByRole('combobox', { name: 'To' });
    await to.fill('@nobody');
    await dialog().getByText('Nobody whom you share a team with').waitFor();
    await to.fill('ben');
    await dialog()
      .getByRole('option', { name: /Ben Okafor/ })
      .waitFor();
    await keyboard.press('Enter');
    await to.fill('cy');
    await dialog()
      .getByRole('option', { name: /Cynthia/ })
      .waitFor();
    await keyboard.press('Enter');
    await dialog().getByRole('button', { name: 'Open conversation' }).click();
    await ada.page.getByRole('heading', { name: 'Ben Okafor, Cynthia Marlowe' }).waitFor();
    await ada.say('To both of you');
    for (const client of [ben, cy])
      await until(
        () => client.dms().some((dm) => dm.participants?.length === 3),
        'both are in the conversation of three',
      );
  });

  it('S5-21 S5-35 shows who is there, and writes to them by one click; a closed conversation comes back with its next message', async () => {
    const online = ada.page.getByRole('region', { name: 'Online — 2' });
    await online.getByRole('button', { name: 'Cynthia Marlowe' }).click();
    // The conversation of three, which is still shown, ends with her name, too: what is said too early is said to all.
    const hers = ada.page
      .getByRole('heading', { name: /Cynthia Marlowe$/, level: 2 })
      .filter({ hasNotText: 'Ben Okafor' });
    await hers.waitFor();
    await ada.say('Are you there?');
    const isAsked = () => cy.dms().some(({ id, participants }) => participants?.length === 2 && cy.unread(id) === 1);
    await until(isAsked, 'Cynthia has one unread message in the conversation of two');
    const dm = cy.dms().find(({ participants }) => participants?.length === 2)!;
    const entry = ada.page.getByRole('navigation').locator(`a[href="/dm/${dm.id}"]`);
    await entry.hover();
    await ada.page.getByRole('button', { name: 'Close the conversation with Cynthia Marlowe' }).click();
    await ada.isAt('/difference-engine/general');
    await entry.waitFor({ state: 'detached' });
    await cy.send({ channelId: dm.id, body: 'I am' }).delivered;
    await entry.locator('[data-unread="1"]').waitFor();
    await cy.close();
    await ada.page.getByRole('region', { name: 'Online — 1' }).waitFor();
  });

  it('S1-27 a section can be closed, stays so, and still shows what is unread and where one is', async () => {
    const section = ada.page.getByRole('region', { name: 'Channels' });
    await section.getByRole('button', { name: 'Channels', exact: true }).click();
    await link('Plans').waitFor({ state: 'detached' });
    expect(await link('General').count()).toBe(1);
    await ada.page.reload();
    await link('General').waitFor();
    expect(await link('Plans').count()).toBe(0);
    await ben.send({ channelId: idOf(ben, 'plans'), body: 'News' }).delivered;
    await link(/Plans/).locator('[data-unread="1"]').waitFor();
    await section.getByRole('button', { name: 'Channels', exact: true }).click();
    expect(await section.getByRole('link').count()).toBe(3);
  });

  it('S2-24 shows how the connection stands, by keyboard from the shortcuts, and copies it without a word of a message', async () => {
    const { keyboard } = ada.page;
    await ada.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await keyboard.press('Control+/');
    await dialog().getByText('Next unread conversation').waitFor();
    await dialog().getByRole('button', { name: 'See how the connection stands' }).click();
    await dialog()
      .getByText(/Server: version \d+\.\d+\.\d+, node [0-9a-f]{8}/)
      .waitFor();
    await dialog()
      .getByText(/online, by websocket/)
      .waitFor();
    await dialog().getByRole('button', { name: 'Copy' }).click();
    await dialog().getByText('Copied.').waitFor();
    const copied = await ada.page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toContain('Connection: online, by websocket');
    expect(copied).toMatch(/channel:[0-9a-f-]{36} {2}\d+/);
    expect(copied).not.toMatch(/Are you there|Line 40/);
    await keyboard.press('Escape');
    await ada.page.locator('dialog').waitFor({ state: 'detached' }); // gone, and not only closed
    await keyboard.press('Control+Shift+D');
    await dialog().getByRole('heading', { name: 'How the connection stands' }).waitFor();
    await keyboard.press('Escape');
  });
});
