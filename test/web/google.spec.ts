import { Provider } from '../support/google.js';
import { describeInBrowser, until, type Visitor } from './browser.js';
import { Stage } from './stage.js';

const ada = { sub: '1001', email: 'ada@gmail.example', email_verified: true, name: 'Ada Lovelace' };
const ben = { sub: '1002', email: 'ben@gmail.example', email_verified: true, name: 'Ben Okafor' };

describeInBrowser('Google in a browser', () => {
  const stage = new Stage();
  let provider: Provider;

  beforeAll(async () => {
    provider = await Provider.start();
    await stage.open({ env: provider.env });
  });
  afterAll(async () => {
    await stage.close();
    await provider?.stop();
  });
  afterEach(() => {
    expect(stage.complaints).toEqual([]);
  });

  const signIn = async ({ page }: Visitor) => page.getByRole('link', { name: 'Continue with Google' }).click();
  const logOut = async ({ page }: Visitor) => {
    await page.getByRole('button', { name: /: account$/ }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
  };
  /** The next who comes to Google says no. */
  const refuseOnce = () =>
    provider.events.once('beforeAuthorizeRedirect', ({ url }) => {
      url.searchParams.delete('code');
      url.searchParams.set('error', 'access_denied');
    });

  it('S5-03 S5-06 S5-07 one comes by Google, goes, and comes back to the same account and to where one wanted to go', async () => {
    const visitor = await stage.visitor();
    const { page } = visitor;
    provider.person = ada;
    await visitor.goto('/login');
    await signIn(visitor);
    await visitor.createTeam('Difference Engine');
    await visitor.say('I came by Google.');
    await visitor.hasSentAll();
    expect(page.url()).not.toContain('code=');
    await logOut(visitor);
    await visitor.goto('/difference-engine/general?from=mail');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await signIn(visitor);
    await visitor.isAt('/difference-engine/general');
    await visitor.sees('I came by Google.');
    await page.getByRole('button', { name: /Ada Lovelace.*: account$/ }).waitFor();
  });

  it('S5-04 a no at Google, and an address that has an account, are told in a sentence that leads back', async () => {
    const visitor = await stage.visitor();
    const { page } = visitor;
    await visitor.goto('/login');
    refuseOnce();
    await signIn(visitor);
    await page.getByRole('heading', { name: 'You did not sign in with Google' }).waitFor();
    await page.getByRole('link', { name: 'Back to the log-in page' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    provider.person = { ...ben, email: ada.email };
    await signIn(visitor);
    await page.getByRole('heading', { name: 'There is an account with this email address' }).waitFor();
    await page.getByRole('link', { name: 'Back to the log-in page' }).click();
    await page.getByRole('link', { name: 'Continue with Google' }).waitFor();
    await visitor.goto('/auth/landing?code=somebody-elses');
    await page.getByText('This log-in was not begun in this tab.').waitFor();
    await page.getByRole('link', { name: 'Back to the log-in page' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
  });

  it('S5-03 one links a Google account in the settings, logs in by it, and unlinks it', async () => {
    const visitor = await stage.visitor();
    const { page } = visitor;
    provider.person = ben;
    await visitor.goto('/register');
    await visitor.register('Ben Okafor', 'ben');
    await page.getByLabel('Name of the team').waitFor();
    await visitor.goto('/settings/account');
    refuseOnce();
    await page.getByRole('button', { name: 'Go to Google' }).click();
    await page.getByRole('heading', { name: 'You did not sign in with Google' }).waitFor();
    await visitor.goto('/settings/account');
    await page.getByRole('button', { name: 'Go to Google' }).click();
    await page.getByText(ben.email).waitFor();
    await visitor.isAt('/settings/account');

    await logOut(visitor);
    await signIn(visitor);
    await page.getByRole('button', { name: /Ben Okafor.*: account$/ }).waitFor();
    await visitor.goto('/settings/account');
    await page.getByRole('button', { name: 'Unlink' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Unlink' }).click();
    await page.getByRole('button', { name: 'Go to Google' }).waitFor();
    await until(async () => (await page.getByRole('dialog').count()) === 0, 'the dialog is closed');
  });
});
