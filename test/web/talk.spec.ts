import type { Locator } from 'playwright-core';
import { seriousIn } from './axe.js';
import { describeInBrowser, until, Visitor } from './browser.js';
import { openStage } from './stage.js';

describeInBrowser('what two people do with messages', () => {
  const stage = openStage();
  let ada: Visitor;
  let ben: Visitor;

  beforeAll(async () => {
    [ada, ben] = await stage.twoVisitors();
    await ada.say('The mill is oiled.');
    await ben.sees('The mill is oiled.');
    await ben.say('And coffee is on.');
    await ada.sees('And coffee is on.');
  });

  it('S3-16 S1-29 an emoji is found by its name and put under a message, for both at once', async () => {
    await act(ben.message('The mill is oiled.'), 'Add a reaction');
    const field = ben.page.getByLabel('Search emoji');
    await field.fill('thumbs up');
    await ben.page.getByRole('gridcell', { name: 'thumbs up' }).waitFor();
    await field.press('Enter');
    const chip = ada.message('The mill is oiled.').getByRole('button', { name: '👍 1, Ben Okafor' });
    await chip.click();
    await ben.page.getByRole('button', { name: '👍 2, you and Ada Lovelace' }).waitFor();
    await ada.page.getByRole('button', { name: '👍 2', pressed: true }).click();
    await ben.page.getByRole('button', { name: '👍 1, you' }).waitFor();
  });

  it('S3-16 the picker is used by keyboard alone, keeps the skin tone, and gives the focus back', async () => {
    await ada.box.focus();
    await ada.page.getByRole('button', { name: 'Choose an emoji' }).click();
    const dialog = ada.page.getByRole('dialog', { name: 'Choose an emoji' });
    await dialog.getByRole('button', { name: 'Skin tone: none' }).click();
    await dialog.getByRole('button', { name: 'dark skin tone', exact: true }).click();
    await dialog.getByLabel('Search emoji').fill('wave');
    await dialog.getByRole('gridcell', { name: 'waving hand' }).waitFor();
    await dialog.getByLabel('Search emoji').press('ArrowDown');
    const focused = () => ada.page.evaluate(() => document.activeElement?.textContent);
    await until(async () => (await focused()) === '👋🏿', 'the first one has the focus');
    await ada.page.keyboard.press('ArrowRight');
    await ada.page.keyboard.press('ArrowLeft');
    await ada.page.keyboard.press('Enter');
    await until(async () => (await ada.box.inputValue()) === '👋🏿', 'it is in the box');
    expect(await ada.box.evaluate((box) => box === document.activeElement)).toBe(true);
    await ada.box.fill('');
    expect(await seriousIn(ada.page)).toEqual([]);
  });

  it('S3-16 an emoji that the device has no picture of is not offered, nor are others of its age', async () => {
    const page = await ada.context.newPage();
    // A device that draws every emoji as a yellow square, but for one, which is a box in the colour of the text.
    await page.addInitScript(() => {
      const canvas = CanvasRenderingContext2D.prototype;
      canvas.measureText = () => ({ width: 18 }) as TextMetrics;
      canvas.fillText = function (text: string) {
        if (this.fillStyle === 'rgba(0, 0, 0, 0)') return;
        if (text !== '🫨') this.fillStyle = '#fc0';
        this.fillRect(0, 0, 18, 18);
      };
    });
    await page.goto(ada.page.url());
    await page.getByRole('button', { name: 'Choose an emoji' }).click();
    const offered = page.getByRole('dialog', { name: 'Choose an emoji' }).getByRole('gridcell');
    await page.getByLabel('Search emoji').fill('face');
    await offered.filter({ has: page.getByRole('button', { name: 'melting face' }) }).waitFor(); // Unicode 14
    expect(await offered.filter({ hasText: '🫨' }).count()).toBe(0); // 15
    await page.getByLabel('Search emoji').fill('goose');
    await page.getByText('No emoji is called like that.').waitFor(); // 15 as well
    await page.close();
  });

  it('S3-18 who types is shown to the other, and no more once it is sent', async () => {
    await ben.box.pressSequentially('Now ');
    await ada.page.getByText('Ben Okafor is typing…').waitFor();
    await ben.say('Now for the cards.');
    await ada.sees('Now for the cards.');
    await ada.page.getByText('Ben Okafor is typing…').waitFor({ state: 'detached' });
  });

  it('S1-12 names, channels and emoji are completed by keyboard, and a mention of oneself stands out', async () => {
    await ada.box.pressSequentially('Thank you @be');
    await ada.page.getByRole('option', { name: 'Ben Okafor' }).waitFor();
    await ada.box.press('Enter');
    await ada.box.pressSequentially('see #gen');
    await ada.page.getByRole('option', { name: 'General' }).waitFor();
    await ada.box.press('Tab');
    await ada.box.pressSequentially(':tada');
    await ada.page.getByRole('option').first().waitFor();
    await ada.box.press('Enter');
    expect(await ada.box.inputValue()).toBe('Thank you @ben see #general 🎉 ');
    await ada.box.pressSequentially('@b');
    await ada.page.getByRole('listbox').waitFor();
    await ada.box.press('Escape');
    await ada.page.getByRole('listbox').waitFor({ state: 'detached' });
    await ada.box.press('Backspace');
    await ada.box.press('Backspace');
    await ada.box.press('Enter');
    const chip = ben.page.locator('[data-mention="me"]');
    await chip.waitFor();
    expect(await chip.textContent()).toBe('@ben');
    expect(await ada.page.locator('[data-mention="other"]').textContent()).toBe('@ben');
    await ben.page.getByRole('article').getByRole('link', { name: '#general' }).waitFor();
  });

  it('S1-12 S1-27 names are completed in a message that is being edited as well; Escape closes the list and not the editor', async () => {
    await ada.say('It is told elsewhere');
    await ada.hasSentAll();
    await ada.box.press('ArrowUp');
    const editor = ada.page.getByLabel('Edit message');
    await editor.pressSequentially(', in #gen');
    await ada.page.getByRole('option', { name: 'General' }).waitFor();
    await editor.press('Escape');
    await ada.page.getByRole('listbox').waitFor({ state: 'detached' });
    await editor.pressSequentially(' or #gen');
    await ada.page.getByRole('option', { name: 'General' }).waitFor();
    await editor.press('Enter');
    expect(await editor.inputValue()).toBe('It is told elsewhere, in #gen or #general ');
    await editor.press('Enter');
    await ben.page.getByRole('article').filter({ hasText: 'in #gen or #general' }).waitFor();
  });

  it('Ctrl+B makes bold what is selected, and Escape takes back what one replies to', async () => {
    await act(ada.message('And coffee is on.'), 'Reply');
    await ada.page.getByText('Reply to').waitFor();
    await ada.box.press('Escape');
    await ada.page.getByText('Reply to').waitFor({ state: 'detached' });
    await act(ada.message('And coffee is on.'), 'Reply');
    await ada.box.fill('strong');
    await ada.box.press('Control+a');
    await ada.box.press('Control+b');
    expect(await ada.box.inputValue()).toBe('**strong**');
    await ada.box.press('Enter');
    const quote = ben.page.getByRole('button', { name: /^Answers: ?Ben Okafor ?And coffee is on\.$/ });
    await quote.waitFor();
    await ben.page.locator('article strong').getByText('strong').waitFor();
    await quote.click();
    await until(() => ben.message('And coffee is on.').first().isVisible(), 'the original is in sight');
  });

  it('S3-13 a thread is begun, answered, counted under its message and followed', async () => {
    await act(ben.message('The mill is oiled.'), 'Reply in a thread');
    const pane = ben.page.getByRole('complementary', { name: 'Thread' });
    await pane.getByText('No replies yet').waitFor();
    await answer(ben, 'With which oil?');
    const line = ada.message('The mill is oiled.').getByRole('button', { name: /^1 reply/ });
    await line.getByText('1 new').waitFor();
    await line.click();
    await ada.page
      .getByRole('complementary', { name: 'Thread' })
      .getByRole('article')
      .filter({ hasText: 'With which oil?' })
      .waitFor();
    await answer(ada, 'With the good one.');
    await pane.getByRole('article').filter({ hasText: 'With the good one.' }).waitFor();
    await ben.page.getByRole('button', { name: /^2 replies.* from Ada Lovelace and you$/ }).waitFor();
    await until(async () => (await ada.page.locator('article [data-unread]').count()) === 0, 'it is read');
    await pane.getByRole('button', { name: 'Unfollow' }).click();
    await pane.getByRole('button', { name: 'Follow', exact: true }).waitFor();
    expect(await seriousIn(ben.page)).toEqual([]);
  });

  it('S3-13 a thread survives a reload by its address, and stands in the list of all', async () => {
    await ben.page.reload();
    await ben.page
      .getByRole('complementary', { name: 'Thread' })
      .getByRole('article')
      .filter({ hasText: 'With the good one.' })
      .waitFor();
    await ben.page.getByRole('button', { name: 'Threads' }).click();
    const listed = ben.page.getByRole('complementary', { name: 'Threads' }).getByRole('listitem');
    await listed.filter({ hasText: '2 replies' }).click();
    await ben.page.getByRole('complementary', { name: 'Thread', exact: true }).waitFor();
    await ben.page.keyboard.press('Escape');
    await ben.page.getByRole('complementary', { name: 'Thread' }).waitFor({ state: 'detached' });
  });

  it('S3-13 who looks on without following sees new replies all the same', async () => {
    await ben.page.getByRole('button', { name: /^2 replies/ }).click();
    await ben.page.getByRole('complementary', { name: 'Thread' }).getByText('With the good one.').first().waitFor();
    await answer(ada, 'From the red can.');
    await ben.page
      .getByRole('complementary', { name: 'Thread' })
      .getByRole('article')
      .filter({ hasText: 'From the red can.' })
      .waitFor();
    await ben.page.keyboard.press('Escape');
  });

  it('S3-13 new replies in threads that one follows are told by the button and stand first in the list', async () => {
    await ada.page.keyboard.press('Escape');
    await ada.page.getByRole('complementary', { name: 'Thread' }).waitFor({ state: 'detached' });
    await ben.page.getByRole('button', { name: /^3 replies/ }).click();
    await answer(ben, 'Thank yuo.');
    const button = ada.page.getByRole('button', { name: 'Threads, new replies' });
    await button.click();
    await ada.page.getByRole('heading', { name: 'New for you' }).waitFor();
    const box = ben.page.getByLabel('Reply in the thread');
    await ben.hasSentAll();
    await box.press('ArrowUp');
    await ben.page.getByLabel('Edit message').fill('Thank you.');
    await ben.page.getByLabel('Edit message').press('Enter');
    await until(() => box.evaluate((one) => one === document.activeElement), 'the box of the thread has the focus');
    await ada.page.getByRole('listitem').filter({ hasText: '1 new' }).last().click();
    const pane = ada.page.getByRole('complementary', { name: 'Thread', exact: true });
    await pane.getByRole('article').filter({ hasText: 'Thank you.' }).waitFor();
    await ben.page.keyboard.press('Escape');
    await ada.page.keyboard.press('Escape');
  });

  it('what is pinned is found beside the conversation, leads to its place, and can be taken off by the other', async () => {
    await act(ada.message('And coffee is on.').first(), 'More actions');
    await ada.page.getByRole('menuitem', { name: 'Pin message' }).click();
    await ben.page.getByRole('button', { name: 'Pinned messages' }).click();
    const pins = ben.page.getByRole('complementary', { name: 'Pinned messages' });
    await pins.getByRole('button', { name: /And coffee is on/ }).click();
    await ada.page.getByRole('button', { name: 'Pinned messages' }).click();
    expect(await seriousIn(ben.page)).toEqual([]);
    await ada.page.getByRole('button', { name: /^Unpin message/ }).click();
    await pins.getByText('Nothing is pinned yet.').waitFor();
  });

  it('Ctrl+Shift+F searches, with filters, and leads to what was found', async () => {
    await ada.page.keyboard.press('Control+Shift+F');
    const pane = ada.page.getByRole('complementary', { name: 'Search' });
    await pane.getByLabel('Search messages').fill('oil');
    await pane.locator('mark').first().waitFor();
    await pane.getByText('in a thread in General').first().waitFor();
    await pane.getByRole('button', { name: 'Filters' }).click();
    await pane.getByLabel('From').selectOption({ label: 'Ben Okafor' });
    await until(async () => (await pane.locator('mark').count()) === 1, 'only what Ben said is left');
    expect(await seriousIn(ada.page)).toEqual([]);
    await pane.getByLabel('Search messages').fill('no such words');
    await pane.getByText('Nothing was found.').waitFor();
    await pane.getByLabel('Search messages').fill('cards');
    await pane.getByRole('button', { name: /Now for the cards/ }).click();
    await until(() => ada.message('Now for the cards.').first().isVisible(), 'it is in sight');
  });

  it('an edited message shows what it said before', async () => {
    await ben.say('The lasst card');
    await ben.hasSentAll();
    await ben.box.press('ArrowUp');
    const editor = ben.page.getByLabel('Edit message');
    await editor.fill('The last card');
    await editor.press('Enter');
    await ada.message('The last card').getByRole('button', { name: '(edited)' }).click();
    await ada.page.getByRole('dialog').getByText('The lasst card').waitFor();
    expect(await seriousIn(ada.page)).toEqual([]);
    await ada.page.keyboard.press('Escape');
  });

  it('a mention notifies while the page is hidden, after it was allowed by a click', async () => {
    await ben.context.grantPermissions(['notifications']);
    await ben.goto('/settings/notifications');
    await ben.page.getByRole('switch', { name: 'Show a notification' }).click();
    await ben.page.getByRole('switch', { name: 'Play a sound' }).click();
    await ben.page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      const shown: string[] = [];
      ServiceWorkerRegistration.prototype.showNotification = (title, { body, data } = {}) => {
        shown.push(`${title}: ${body}`);
        Object.assign(globalThis, { jump: data as unknown });
        return Promise.reject(new TypeError('Not here'));
      };
      class Refused {
        static permission = 'granted';
        constructor() {
          throw new TypeError('Illegal constructor'); // as in Chrome for Android
        }
      }
      OscillatorNode.prototype.start = () => void shown.push('a tone');
      OscillatorNode.prototype.stop = () => undefined;
      Object.assign(globalThis, { Notification: Refused, shown });
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
    });
    await ada.say('Nothing for anybody');
    await ada.say('Are you there, @ben?');
    const shown = () => ben.page.evaluate(() => (globalThis as unknown as { shown: string[] }).shown);
    await until(async () => (await shown()).length > 2, 'he is notified');
    expect((await shown()).sort()).toEqual(['Ada Lovelace in General: Are you there, @ben?', 'a tone', 'a tone']);
    expect(ben.complaints).toEqual([]);

    await ben.page.evaluate(() => {
      const { jump } = globalThis as unknown as { jump: unknown };
      navigator.serviceWorker.dispatchEvent(new MessageEvent('message', { data: jump })); // what the worker says of a click
    });
    await ben.sees('Are you there, @ben?');
  });

  async function act(message: Locator, action: string): Promise<void> {
    const button = message.getByRole('toolbar').getByRole('button', { name: action, exact: true });
    // A row that has just moved under the pointer is told of it with the next movement.
    await until(async () => {
      await message.page().mouse.move(0, 0);
      await message.hover();
      return button.isVisible();
    }, `${action} can be chosen`);
    await button.click();
  }

  async function answer(visitor: Visitor, text: string): Promise<void> {
    const box = visitor.page.getByLabel('Reply in the thread');
    await box.fill(text);
    await box.press('Enter');
  }
});
