import type { ParleyClient } from '@parley/client';
import { seriousIn } from './axe.js';
import { describeInBrowser, passwordOf, until, Visitor } from './browser.js';
import { openStage } from './stage.js';
import { shownBy } from '../support/second-factor.js';
import { PIXEL } from '../support/uploads.js';

describeInBrowser('the settings of a team', () => {
  const stage = openStage();
  /** Ada owns the team; Ben is a member, Cy comes later. */
  let ada: Visitor;
  let ben: Visitor;
  let cy: ParleyClient;
  let teamId: string;

  const settings = (section: string) => `/settings/team/difference-engine/${section}`;
  const dialog = () => ada.page.getByRole('dialog');
  const member = (name: string) =>
    ada.page.getByRole('list', { name: 'Members' }).getByRole('listitem').filter({ hasText: name });
  const choose = async (name: string, action: string) => {
    await ada.page.getByRole('button', { name: `What to do with ${name}` }).click();
    await ada.page.getByRole('menuitem', { name: action }).click();
  };

  beforeAll(async () => {
    [ada, ben] = await stage.twoVisitors();
    cy = await stage.signUp('cy', 'Cy Young');
  });

  it('S4-20 another name, short name and picture arrive at the other without reloading, at the new address', async () => {
    await ada.page.getByRole('link', { name: 'Team settings' }).click();
    await ada.isAt('/settings/team/difference-engine');
    await ada.page.getByLabel('Name', { exact: true }).fill('Analytical Engine');
    await ada.page.getByLabel('Short name').fill('analytical');
    await ada.page.getByRole('button', { name: 'Save' }).click();
    await ada.isAt('/settings/team/analytical/general');
    await ben.page.getByRole('heading', { name: 'Analytical Engine' }).waitFor();
    await ben.isAt('/analytical/general'); // what one looks at moves along
    await ada.page.getByLabel('Short name').fill('difference-engine');
    await ada.page.getByRole('button', { name: 'Save' }).click();
    await ada.isAt(settings('general'));
    await ada.page
      .getByLabel('Picture of the team')
      .setInputFiles({ name: 'e.png', mimeType: 'image/png', buffer: PIXEL });
    await dialog().getByRole('button', { name: 'Use this picture' }).click();
    await ben.page.getByRole('link', { name: 'Analytical Engine' }).locator('img').waitFor();
  });

  it('S1-33 who may not lead the team sees who is in it and how to leave, and no more', async () => {
    await ben.page.getByRole('link', { name: 'Team settings' }).click();
    await ben.page.getByRole('button', { name: 'Leave this team…' }).waitFor();
    const nav = ben.page.getByRole('navigation', { name: 'Team settings' });
    expect(await nav.getByRole('link').allTextContents()).toEqual(['General', 'Members']);
    expect(await ben.page.getByLabel('Short name').count()).toBe(0);
    await ben.goto(settings('record'));
    await ben.page.getByRole('heading', { name: 'General' }).waitFor(); // not for him: the page's first section
    await nav.getByRole('link', { name: 'Members' }).click();
    await ben.page.getByText('2 people').waitFor();
    expect(await ben.page.getByRole('button', { name: /^What to do with/ }).count()).toBe(0);
  });

  it('S4-22 S4-04 somebody is added by username, given a role, found by it, and removed', async () => {
    await ada.page.getByRole('link', { name: 'Members' }).click();
    await ada.page.getByRole('button', { name: 'Add somebody' }).click();
    await dialog().getByLabel('Username').fill('nobody.at.all');
    await dialog().getByRole('button', { name: 'Add' }).click();
    await dialog().getByRole('alert').filter({ hasText: /\w/ }).first().waitFor();
    await dialog().getByLabel('Username').fill('@cy');
    await dialog().getByRole('button', { name: 'Add' }).click();
    await member('Cy Young').waitFor();
    await cy.until(() => cy.teams().length === 1);
    teamId = cy.teams()[0]!.id;
    await choose('Cy Young', 'Change role…');
    await dialog()
      .getByRole('radio', { name: /^Moderator/ })
      .check();
    await dialog().getByRole('button', { name: 'Save' }).click();
    await cy.until(() => cy.state.teamMemberships[teamId]?.role === 'moderator');
    await ada.page.getByRole('combobox', { name: 'Role' }).selectOption('moderator');
    expect(await member('Ben Okafor').count()).toBe(0);
    await choose('Cy Young', 'Remove…');
    await dialog().getByRole('button', { name: 'Remove' }).click();
    await cy.until(() => cy.teams().length === 0);
    await ada.page.getByRole('combobox', { name: 'Role' }).selectOption('all');
    await ada.page.getByText('2 people').waitFor();
  });

  it('S4-23 S4-05 S4-25 S4-26 an invitation for one as a guest lets in one, is seen to, and one that is withdrawn lets in nobody', async () => {
    await ada.page.getByRole('link', { name: 'Invitations' }).click();
    await ada.page.getByLabel('They become').selectOption('guest');
    await ada.page.getByLabel('How many people').fill('1');
    await ada.page.getByRole('button', { name: 'Create invitation' }).click();
    const rows = ada.page.getByRole('list', { name: 'Invitations' }).getByRole('listitem');
    await rows.filter({ hasText: 'Guest · 0 of 1 joined' }).waitFor();
    const code = (await rows.first().innerText()).match(/\/invite\/(\S+)/)![1]!;
    await cy.command('invitation.accept', { code });
    await rows.filter({ hasText: 'Guest · 1 of 1 joined · Used up' }).waitFor();
    await rows.filter({ hasText: 'Member' }).getByRole('button', { name: 'Withdraw' }).click();
    await dialog().getByRole('button', { name: 'Withdraw' }).click();
    await rows.filter({ hasText: 'Withdrawn' }).waitFor();
  });

  it('S3-36 a banned person is told so where an invitation would lead, with the reason, until the ban is lifted', async () => {
    await ada.page.getByRole('link', { name: 'Members' }).click();
    await choose('Ben Okafor', 'Ban…');
    await dialog().getByLabel('Reason').fill('Threw a gear');
    await dialog().getByRole('button', { name: 'Ban', exact: true }).click();
    await ben.page.getByRole('heading', { name: 'You are no longer in Analytical Engine' }).waitFor();
    const link = await ada.invitation();
    await ben.goto(new URL(link).pathname);
    await ben.page.getByRole('button', { name: 'Join as Ben Okafor' }).click();
    await ben.page.getByText('You are banned from this team. The reason given: Threw a gear').waitFor();
    await ada.page.getByRole('link', { name: 'Bans' }).click();
    await ada.page.getByRole('button', { name: 'Unban Ben Okafor' }).click();
    await dialog().getByRole('button', { name: 'Unban' }).click();
    await ada.page.getByText('Nobody is banned.').waitFor();
    await ben.page.reload();
    await ben.page.getByRole('button', { name: 'Join as Ben Okafor' }).click();
    await ben.box.waitFor();
  });

  it('S1-33 the owners read what was done with power', async () => {
    await ada.page.getByRole('link', { name: 'Record' }).click();
    const record = ada.page.getByRole('list', { name: 'Record' }).getByRole('listitem');
    await record.filter({ hasText: 'Ada Lovelace lifted the ban of Ben Okafor' }).waitFor();
    await ada.page.getByRole('combobox', { name: 'What was done' }).selectOption('team.member.updated');
    await record.filter({ hasText: 'Ada Lovelace gave Cy Young another role' }).waitFor();
    await record.filter({ hasText: 'Member → Moderator' }).waitFor();
    await until(async () => (await record.count()) === 1, 'nothing else is listed');
  });

  it('S1-27 all of it can be used by everybody, on a narrow screen too', async () => {
    await ada.page.setViewportSize({ width: 360, height: 740 });
    const panes = ['about', 'members', 'settings'].map((tab) => `/difference-engine/general?pane=details:${tab}`);
    for (const path of [...['general', 'members', 'invitations', 'bans', 'record'].map(settings), ...panes]) {
      await ada.goto(path);
      await ada.is('online');
      const wide = await ada.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect({ path, wide, serious: await seriousIn(ada.page) }).toEqual({ path, wide: 0, serious: [] });
    }
    await ada.page.setViewportSize({ width: 1440, height: 900 });
  });

  it('S4-20 who has no second factor is kept out of a team that asks for one, is told how to get in, and gets in', async () => {
    const owner = await stage.signIn('ada');
    const { secret } = await owner.command('second_factor.enrol', { password: passwordOf('ada') });
    await owner.command('second_factor.confirm', { code: shownBy(secret) });
    await owner.close();
    await ben.goto('/difference-engine/general');
    await ben.box.waitFor();
    await ada.goto(settings('general'));
    const asked = ada.page.getByRole('switch', { name: 'Ask for two-step log-in' });
    await asked.click();
    await ben.page.getByRole('heading', { name: 'Analytical Engine asks for two-step log-in' }).waitFor();
    await ben.page.reload();
    await ben.page
      .getByText(/Analytical Engine asks for two-step log-in/)
      .first()
      .waitFor();
    expect(await ben.page.getByRole('link', { name: 'Turn it on' }).getAttribute('href')).toBe('/settings/two-step');
    await until(() => asked.isChecked(), 'it is on');
    await asked.click();
    await ben.box.waitFor(); // without a step of his own
  });

  it('S4-21 the team is handed over and deleted by its owner alone, who types its name; the others are told', async () => {
    await ada.goto(settings('members'));
    await choose('Ben Okafor', 'Hand the team over…');
    await dialog().getByRole('button', { name: 'Hand over' }).click();
    await ada.page.getByText('@ada · Admin · you').waitFor();
    await ada.goto('/difference-engine/general');
    await ben.page.getByRole('link', { name: 'Team settings' }).click();
    await ben.page.getByRole('button', { name: 'Delete this team…' }).click();
    const question = ben.page.getByRole('dialog');
    expect(await question.getByRole('button', { name: 'Delete the team' }).isDisabled()).toBe(true);
    await question.getByLabel('Type Analytical Engine to delete it').fill('Analytical Engine');
    await question.getByRole('button', { name: 'Delete the team' }).click();
    await ben.page.getByRole('heading', { name: 'Welcome, Ben Okafor' }).waitFor();
    await ada.page.getByRole('heading', { name: 'Analytical Engine was deleted' }).waitFor();
  });
});
