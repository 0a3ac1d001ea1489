import { describeInBrowser, until, Visitor } from './browser.js';
import { Network } from './network.js';
import { openStage } from './stage.js';

describeInBrowser('what goes wrong on the way harms nothing beside it', () => {
  const stage = openStage();
  let ada: Visitor;
  let network: Network;

  beforeAll(async () => {
    ada = await stage.visitor({ serviceWorkers: 'block' });
    network = await Network.under(ada.page);
    await ada.begin();
    await ada.say('The mill is oiled.');
    await ada.hasSentAll();
  });

  const pane = () => ada.page.getByRole('complementary', { name: 'Thread' });
  const reply = () => pane().getByLabel('Reply in the thread');

  it('S3-13 the first answer in a thread that cannot be begun stays in its box, with its file', async () => {
    await ada.message('The mill is oiled.').hover();
    await ada.message('The mill is oiled.').getByRole('button', { name: 'Reply in a thread' }).click();
    await reply().fill('With which oil?');
    const file = { name: 'oils.txt', mimeType: 'text/plain', buffer: Buffer.from('linseed') };
    await pane().locator('input[type=file]').setInputFiles(file);
    await pane().getByText('oils.txt').waitFor();
    const send = pane().getByRole('button', { name: /^Send/ });
    await until(() => send.isEnabled(), 'the file is uploaded');
    await network.cut();
    await ada.is('offline');
    await reply().press('Enter');
    await pane().getByRole('alert').filter({ hasText: 'The server cannot be reached.' }).waitFor();
    expect(await reply().inputValue()).toBe('With which oil?');
    await pane().getByText('oils.txt').waitFor();

    network.mend();
    await ada.is('online');
    await reply().press('Enter');
    const answer = pane().getByRole('article').filter({ hasText: 'With which oil?' });
    await answer.getByText('oils.txt').waitFor();
    await until(async () => (await reply().inputValue()) === '', 'the box is empty');
  });

  it('S1-27 Escape ends the editing of an answer, and leaves the thread open', async () => {
    await ada.hasSentAll();
    await reply().press('ArrowUp');
    await pane().getByLabel('Edit message').press('Escape');
    await until(() => reply().evaluate((box) => box === document.activeElement), 'the box has the focus');
    expect(await pane().count()).toBe(1);
    await reply().press('Escape');
    await pane().waitFor({ state: 'detached' });
  });

  it('a dialog whose script does not come says so, leaves the page as it is, and comes at the next try', async () => {
    const script = '**/assets/switcher-dialog-*.js';
    await ada.page.route(script, (route) => route.abort());
    await ada.box.fill('A thought');
    await ada.page.keyboard.press('Control+k');
    const alert = ada.page.getByRole('alert').filter({ hasText: 'This could not be shown.' });
    await alert.waitFor();
    expect(await ada.box.inputValue()).toBe('A thought');
    expect(ada.complaints.splice(0)).toEqual([expect.stringContaining('dynamically imported module')]);
    await ada.page.unroute(script);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await ada.page.getByRole('dialog').getByRole('combobox').waitFor();
    await ada.page.keyboard.press('Escape');
  });

  it('a text whose parser does not come stands as it was written, and is formatted when the connection is back', async () => {
    const script = '**/assets/formatted-*.js';
    await ada.page.route(script, (route) => route.abort());
    const tried = ada.page.waitForEvent('requestfailed', (request) => request.url().includes('/formatted-'));
    await ada.say('The mill is **oiled** again.');
    await tried;
    await ada.page.waitForEvent('requestfailed', (request) => request.url().includes('/formatted-')); // and once more
    await ada.hasSentAll();
    await ada.sees('The mill is **oiled** again.');
    await ada.sees('The mill is oiled.');
    expect(await ada.page.getByRole('alert').count()).toBe(0);
    await ada.page.unroute(script);
    await network.cut();
    await ada.is('offline');
    network.mend();
    await ada.page.locator('article strong', { hasText: 'oiled' }).waitFor();
    // The console names the part that was kept away, and nothing else.
    expect(ada.complaints.splice(0).filter((one) => !one.includes('/formatted-'))).toEqual([]);
  });
});
