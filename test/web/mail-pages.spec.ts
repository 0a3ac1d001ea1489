import { expectOk, rest } from '../support/people.js';
import { mailTo } from '../support/mails.js';
import { describeInBrowser, passwordOf } from './browser.js';
import { openStage } from './stage.js';

const NEW = 'eleven purple giraffes';

/** The address within the app that a mail's link to this page leads to. */
function linkIn({ text }: { text: string }, page: string): string {
  const { pathname, hash } = new URL(new RegExp(`https?://\\S+${page}#token=\\S+`).exec(text)![0]);
  return pathname + hash;
}

describeInBrowser('where links in mails lead', () => {
  const stage = openStage();

  it('S4-01 S5-17 confirms an address, finds the way back in without a password, and ends a sign-in that was not one’s own', async () => {
    const app = { dataDir: stage.dataDir };
    const ada = await stage.visitor();
    const { page } = ada;
    await ada.goto('/register');
    await ada.register('Ada Lovelace', 'ada');
    await page.getByLabel('Name of the team').waitFor();

    const verify = linkIn(await mailTo(app, 'ada@example.org', /Is this your/), '/verify');
    await ada.goto(verify);
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();
    expect(page.url()).not.toContain('token');

    const elsewhere = await stage.visitor();
    await elsewhere.goto('/login');
    await elsewhere.page.getByRole('link', { name: 'Forgot password?' }).click();
    await elsewhere.page.getByLabel('Email address').fill('ada@example.org');
    await elsewhere.page.getByRole('button', { name: 'Send the link' }).click();
    await elsewhere.page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await elsewhere.goto(linkIn(await mailTo(app, 'ada@example.org', /new password/), '/reset'));
    await elsewhere.page.getByLabel('New password').fill('password123');
    await elsewhere.page.getByRole('button', { name: 'Set password' }).click();
    await elsewhere.page.getByText('must not be one of the passwords that are tried first').waitFor();
    await elsewhere.page.getByLabel('New password').fill(NEW);
    await elsewhere.page.getByRole('button', { name: 'Set password' }).click();
    await elsewhere.page.getByRole('link', { name: 'Log in' }).click();
    await elsewhere.page.getByLabel('Username or email address').fill('ada');
    await elsewhere.page.getByLabel('Password').fill(NEW);
    await elsewhere.page.getByRole('button', { name: 'Log in' }).click();
    await elsewhere.page.getByLabel('Name of the team').waitFor();

    const stranger = await stage.visitor();
    await stranger.goto(linkIn(await mailTo(app, 'ada@example.org', /signed in/), '/disown'));
    await stranger.page.getByRole('button', { name: 'This wasn’t me' }).click();
    await stranger.page.getByRole('heading', { name: 'That session has ended' }).waitFor();
    await elsewhere.page.getByRole('heading', { name: 'Log in' }).waitFor();
    for (const { complaints } of [ada, elsewhere, stranger]) expect(complaints).toEqual([]);
  });

  it('asks who is not signed in for the password, and gives a mailbox’s owner an account that a stranger made', async () => {
    const app = { dataDir: stage.dataDir };
    const register = (username: string) =>
      rest(stage.node.url, 'POST', '/auth/register', {
        ...{ username, email: `${username}@example.org`, password: passwordOf(username) },
      });
    for (const username of ['ben', 'eve']) expectOk(await register(username));
    const ben = await stage.visitor();
    await ben.goto(linkIn(await mailTo(app, 'ben@example.org', /Is this your/), '/verify'));
    await ben.page.getByLabel('Password').fill(passwordOf('ben'));
    await ben.page.getByRole('button', { name: 'Confirm' }).click();
    await ben.page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor();

    const owner = await stage.visitor();
    await owner.goto(linkIn(await mailTo(app, 'eve@example.org', /Is this your/), '/verify'));
    await owner.page.getByRole('button', { name: 'Choose a new one' }).click();
    await owner.page.getByLabel('New password').fill(NEW);
    await owner.page.getByRole('button', { name: 'Set password' }).click();
    await owner.page.getByRole('heading', { name: 'Your password is set' }).waitFor();
    const login = { login: 'eve', password: NEW };
    expectOk(await rest(stage.node.url, 'POST', '/auth/login', login));
  });

  it('switches a kind of mail off, after a question', async () => {
    const app = { dataDir: stage.dataDir };
    const { accessToken } = expectOk(
      await rest(stage.node.url, 'POST', '/auth/login', { login: 'ben', password: passwordOf('ben') }),
    );
    expectOk(await rest(stage.node.url, 'POST', '/auth/logout', undefined, accessToken));
    const visitor = await stage.visitor();
    await visitor.goto(linkIn(await mailTo(app, 'ben@example.org', /signed out/), '/unsubscribe'));
    await visitor.page.getByRole('button', { name: 'Stop these mails' }).click();
    await visitor.page.getByRole('heading', { name: 'No more of these' }).waitFor();
    const again = expectOk(
      await rest(stage.node.url, 'POST', '/auth/login', { login: 'ben', password: passwordOf('ben') }),
    );
    const wants = await rest(stage.node.url, 'GET', '/me/mail-preferences', undefined, again.accessToken);
    expect(wants.data).toMatchObject({ signOut: false, unread: true });
  });

  it('S4-24 S5-17 an invitation that came by mail leads who is new into the conversation by one form', async () => {
    const inviter = await stage.visitor();
    await inviter.goto('/register');
    await inviter.register('Grace Hopper', 'grace');
    await inviter.createTeam('Compilers');
    await inviter.say('Welcome aboard.');
    const side = inviter.page.getByRole('navigation', { name: 'Teams and channels' });
    await side.getByRole('button', { name: 'Invite people' }).click();
    const dialog = inviter.page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Send invitation' }).click();
    await dialog.getByRole('alert').filter({ hasText: /\w/ }).waitFor();
    await dialog.getByLabel('Or send it by email to').fill('jean@example.org');
    await dialog.getByRole('button', { name: 'Send invitation' }).click();
    await dialog.getByText('Sent.').waitFor();
    const { text } = await mailTo(
      { dataDir: stage.dataDir },
      'jean@example.org',
      /Grace Hopper invites you to Compilers/,
    );

    const invited = await stage.visitor();
    await invited.goto(new URL(/https?:\/\/\S+\/invite\/\S+/.exec(text)![0]).pathname);
    await invited.page.getByRole('heading', { name: 'Join Compilers' }).waitFor();
    await invited.register('Jean Bartik', 'jean', 'Create account and join');
    await invited.isAt('/compilers/general');
    await invited.sees('Welcome aboard.');
    await invited.say('Here I am.');
    await inviter.page.keyboard.press('Escape');
    await inviter.sees('Here I am.');
  });
});
