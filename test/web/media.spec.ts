import { readFile } from 'node:fs/promises';
import type { Download, Locator, Page } from 'playwright-core';
import type { Media, ParleyClient } from '@parley/client';
import { photo } from '../support/uploads.js';
import { seriousIn } from './axe.js';
import { describeInBrowser, until, Visitor } from './browser.js';
import { hold, holdOver, hostile, sendAtMost, sendFile, type Dropped } from './files.js';
import { openStage } from './stage.js';

/** Bytes. */
const MEGABYTE = 1_048_576;
/** Milliseconds by which a voice note may be longer or shorter than what was recorded. */
const TOLERANCE = 200;

const notes: Dropped = {
  name: 'notes for “ben”.txt',
  type: 'text/plain',
  bytes: Buffer.from('Numbers, and what may be done with them. '.repeat(20_000)),
};

describeInBrowser('files and voice notes', () => {
  const stage = openStage({
    env: { MEDIA_MAX_MB: '2' },
    browserOptions: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  });
  let ada: Visitor;
  let ben: Visitor;
  let adaClient: ParleyClient;
  let benClient: ParleyClient;
  let teamId: string;
  let generalId: string;

  beforeAll(async () => {
    [ada, ben] = await Promise.all([stage.visitor(), stage.visitor()]);
    await ada.page.addInitScript(noteRecordings);
    await ada.begin();
    await ben.follow(ada);
    [adaClient, benClient] = await Promise.all([signedIn('ada'), signedIn('ben')]);
    teamId = adaClient.teams()[0]!.id;
    generalId = adaClient.channels(teamId)[0]!.id;
    await Promise.all([adaClient.openChannel(generalId), benClient.openChannel(generalId)]);
  });

  async function signedIn(login: string): Promise<ParleyClient> {
    const client = await stage.signIn(login);
    await client.until(() => client.teams().length > 0 && client.channels().length > 0);
    return client;
  }

  it('S3-07 S3-15 a picture and a text are dropped, uploaded with progress, sent, seen and downloaded by the other', async () => {
    const { page } = ada;
    await sendAtMost(page, 400_000);
    const picture = { name: 'holiday.jpg', type: 'image/jpeg', bytes: await photo(800, 600) };
    const held = await hold(page, picture, notes);
    await page.getByText('Drop the files to send them to General').waitFor();
    await held.drop();
    await page.getByText('Drop the files to send them to General').waitFor({ state: 'detached' });

    const bar = page.getByRole('progressbar', { name: `Uploading ${notes.name}` });
    await until(async () => (await valueOf(bar)) > 0, 'the bar has moved');
    expect(await valueOf(bar)).toBeLessThan(100);
    const send = page.getByRole('button', { name: 'Send' });
    expect(await send.isDisabled()).toBe(true);
    expect(await send.getAttribute('title')).toMatch(/^Wait until .* uploaded\.$/);
    await ada.box.fill('Look at this');
    await ada.box.press('Enter');
    expect(await ada.box.inputValue()).toBe('Look at this'); // it waits
    await sendAtMost(page, undefined);
    await until(async () => (await page.locator('[data-upload=uploaded]').count()) === 2, 'both are uploaded');
    await ada.box.press('Enter');
    await until(async () => (await page.locator('[data-upload]').count()) === 0, 'the tray is empty');

    const article = ben.message('Look at this');
    const image = article.getByRole('img', { name: 'holiday.jpg' });
    await until(() => isDrawn(image), 'the picture is drawn');
    const box = (await image.boundingBox())!;
    expect(box.width / box.height).toBeCloseTo(4 / 3, 1);
    const saved = await downloadOf(ben.page, () =>
      article.getByRole('link', { name: `Download ${notes.name}` }).click(),
    );
    expect(saved.name).toBe(notes.name.replace(/["“”]/g, (sign) => sign));
    expect(saved.bytes.equals(Buffer.from(notes.bytes))).toBe(true);

    await article.getByRole('button', { name: 'Open holiday.jpg' }).click();
    const dialog = ben.page.getByRole('dialog', { name: 'holiday.jpg' });
    await until(() => isDrawn(dialog.getByRole('img')), 'it is drawn large');
    const widthOf = async () => (await dialog.getByRole('img').boundingBox())!.width;
    const fitting = await widthOf();
    await dialog.getByRole('button', { name: 'Zoom in' }).click();
    await until(async () => (await widthOf()) > 2 * fitting, 'it is larger than the window');
    await dialog.getByRole('button', { name: 'Zoom out' }).click();
    await until(async () => (await widthOf()) === fitting, 'it fits again');
    const whole = await downloadOf(ben.page, () => dialog.getByRole('link', { name: 'Download holiday.jpg' }).click());
    expect(whole.bytes.subarray(0, 2).toString('hex')).toBe('ffd8');
    await ben.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('S3-07 S3-13 files that are dropped on a thread go with the answer there, and not into the conversation', async () => {
    const { page } = ben;
    await ben.say('Who has a picture of it?');
    await ben.hasSentAll();
    const article = ben.message('Who has a picture of it?');
    await article.hover();
    await article.getByRole('button', { name: 'Reply in a thread' }).click();
    const pane = page.getByRole('complementary', { name: 'Thread' });
    const picture = { name: 'answer.png', type: 'image/png', bytes: await photo(60, 40) };
    const held = await holdOver(pane.getByText('No replies yet'), picture);
    await pane.getByText('Drop the files to answer with them').waitFor();
    expect(await page.getByText('Drop the files to send them to General').count()).toBe(0);
    await held.drop();
    await pane.locator('[data-upload=uploaded]').waitFor();
    expect(await page.locator('[data-upload]').count()).toBe(1);
    await pane.getByLabel('Reply in the thread').press('Enter');
    await until(() => isDrawn(pane.getByRole('article').getByRole('img', { name: 'answer.png' })), 'it is sent');
    await pane.getByRole('button', { name: 'Close this pane' }).click();
  });

  it('S3-07 from a picture one goes on through all of its conversation by keys and by finger; what was sent is listed by kind', async () => {
    const { id: channelId } = await adaClient.command('channel.create', { teamId, name: 'Gallery' });
    await adaClient.until(() => adaClient.state.memberships[channelId] !== undefined);
    await adaClient.openChannel(channelId);
    await benClient.command('channel.join', { channelId });
    for (const name of ['first.png', 'second.png', 'third.png'])
      await sendFile(adaClient, channelId, { name, type: 'image/png', bytes: await photo(60, 40) });
    await sendFile(adaClient, channelId, { ...notes, name: 'plan.txt' });
    const { page } = ben;
    await ben.goto('/difference-engine/gallery');
    await page.getByRole('article').getByRole('button', { name: 'Open second.png' }).click();
    const dialog = (name: string) => page.getByRole('dialog', { name });
    await dialog('second.png').getByText('Ada Lovelace').waitFor();
    const button = (name: string) => page.getByRole('dialog').getByRole('button', { name });
    const isOff = async (name: string) => (await button(name).getAttribute('aria-disabled')) === 'true';
    await until(async () => !(await isOff('Next picture')), 'there is a next one');
    await page.keyboard.press('ArrowRight');
    await until(() => isDrawn(dialog('third.png').getByRole('img')), 'the next one is drawn');
    expect(await isOff('Next picture')).toBe(true);
    await button('Previous picture').click();
    await page.keyboard.press('ArrowLeft');
    await dialog('first.png').waitFor();
    await until(() => isOff('Previous picture'), 'it is the first');
    const touch = { pointerType: 'touch', pointerId: 7, isPrimary: true };
    await dialog('first.png').dispatchEvent('pointerdown', { ...touch, clientX: 600, clientY: 400 });
    await dialog('first.png').dispatchEvent('pointerup', { ...touch, clientX: 450, clientY: 410 });
    await dialog('second.png').waitFor();
    await button('Show in the conversation').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await until(
      () => page.getByRole('article').getByRole('button', { name: 'Open second.png' }).isVisible(),
      'it shows',
    );

    await page.getByRole('button', { name: 'About this conversation' }).click();
    await page.getByRole('tab', { name: 'Files' }).click();
    const pane = page.getByRole('complementary').filter({ has: page.getByRole('tablist') });
    const listed = () => pane.getByRole('list', { name: 'Pictures' }).getByRole('button').evaluateAll(labelsOf);
    await until(async () => (await listed()).length === 3, 'all pictures are listed');
    expect(await listed()).toEqual(['Open third.png', 'Open second.png', 'Open first.png']);
    await sendFile(adaClient, channelId, { name: 'fourth.png', type: 'image/png', bytes: await photo(60, 40) });
    await pane.getByRole('button', { name: 'Open fourth.png' }).click(); // it came by itself
    await dialog('fourth.png').waitFor();
    await until(async () => !(await isOff('Previous picture')), 'there are older ones');
    await page.keyboard.press('Escape');
    expect(await seriousIn(page)).toEqual([]);
    await pane.getByText('Files', { exact: true }).last().click();
    await pane.getByRole('list', { name: 'Files' }).getByRole('link', { name: 'Download plan.txt' }).waitFor();
    await pane.getByRole('button', { name: 'Show in the conversation' }).click();
    await page.getByRole('article').filter({ hasText: 'plan.txt' }).waitFor();
    await pane.getByText('Voice notes').click();
    await pane.getByText('No voice notes have been sent here yet.').waitFor();
    await ben.goto('/difference-engine/general');
    await ben.box.waitFor();
  });

  it('S3-15 the tray waits while one looks elsewhere; what is removed is deleted, what is refused says why', async () => {
    const { page } = ada;
    const uploaded = page.waitForResponse((answer) => answer.url().includes('/api/v1/media?'));
    await (await hold(page, { ...notes, name: 'draft.txt' })).drop();
    const { id: mediaId } = (await (await uploaded).json()) as Media;
    await page.locator('[data-upload=uploaded]').waitFor();

    await adaClient.command('channel.create', { teamId, name: 'Elsewhere', visibility: 'public' });
    await page.getByRole('link', { name: 'Elsewhere' }).click();
    await ada.isAt('/difference-engine/elsewhere');
    expect(await page.locator('[data-upload]').count()).toBe(0);
    await page.getByRole('link', { name: 'General' }).click();
    await page.locator('[data-upload=uploaded]').waitFor();

    expect((await adaClient.command('media.status', { mediaId })).name).toBe('draft.txt');
    await page.getByRole('button', { name: 'Remove draft.txt' }).click();
    await until(() => isGone(adaClient, mediaId), 'it is deleted on the server');

    const large = { name: 'large.bin', type: 'application/octet-stream', bytes: Buffer.alloc(2 * MEGABYTE + 1, 7) };
    await (await hold(page, large)).drop();
    await page.getByText('It is too large: at most 2.1 MB are taken.').waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Remove large.bin' }).click();
    const many = Array.from({ length: 12 }, (_, n) => ({ ...notes, name: `${n}.txt`, bytes: Buffer.from(`${n}`) }));
    await (await hold(page, ...many)).drop();
    await page.getByText('At most 10 files go with one message.').waitFor();
    await until(async () => (await page.locator('[data-upload=uploaded]').count()) === 10, 'ten are uploaded');
    for (let left = 10; left > 0; left--)
      await page
        .getByRole('button', { name: /^Remove \d+\.txt$/ })
        .first()
        .click();
    expect(await page.locator('[data-upload]').count()).toBe(0);
  });

  it('S3-17 S5-31 a voice note is recorded, listened to, sent, and played by the other; only one thing plays at a time', async () => {
    for (const seconds of [3, 2]) await record(ada.page, seconds);
    await until(async () => (await ada.page.locator('[data-upload=uploaded]').count()) === 2, 'both lie in the tray');
    await ada.page.getByRole('button', { name: 'Play' }).first().click();
    await until(async () => (await playing(ada.page)).length === 1, 'it is heard before it is sent');
    await ada.page.getByRole('button', { name: 'Send' }).click();
    const players = ben.page
      .getByRole('article')
      .last()
      .getByRole('button', { name: /^(Play|Pause)$/ });
    await until(async () => (await players.count()) === 2, 'both are ready');

    const { attachments } = benClient.messages(generalId).at(-1)!;
    const recorded = await ada.page.evaluate(() => (globalThis as unknown as { recorded: number[] }).recorded);
    console.log(
      'Milliseconds recorded and kept:',
      recorded,
      attachments.map(({ durationMs }) => durationMs),
    );
    attachments.forEach((media, index) => {
      expect(media).toMatchObject({ kind: 'voice', state: 'ready', name: expect.stringMatching(/\.m4a$|\.webm$/) });
      expect(Math.abs(media.durationMs! - recorded[index]!)).toBeLessThanOrEqual(TOLERANCE);
      expect(Math.max(...media.waveform!)).toBeGreaterThan(10);
    });

    await players.nth(0).click();
    await until(async () => ((await playing(ben.page))[0]?.at ?? 0) > 0.5, 'the first is heard');
    const [{ duration }] = (await playing(ben.page)) as [Playing];
    expect(Math.abs(duration * 1_000 - recorded[0]!)).toBeLessThanOrEqual(TOLERANCE);
    await players.nth(1).click();
    await until(
      async () => (await playing(ben.page)).some(({ index, at }) => index === 1 && at > 0.2),
      'the second is',
    );
    expect(await playing(ben.page)).toHaveLength(1);
    await ben.page.getByRole('button', { name: 'Speed: 1' }).nth(1).click();
    await ben.page.getByRole('button', { name: 'Speed: 1.5' }).waitFor();
    await ben.page.getByRole('slider').nth(0).fill('2000');
    const [first] = await ben.page
      .locator('audio')
      .evaluateAll((all) => all.map((one) => (one as HTMLAudioElement).currentTime));
    expect(first).toBeCloseTo(2, 0);
  });

  it(`S3-07 ${hostile.length} hostile files, opened at their addresses, run nothing and are saved or refused`, async () => {
    const context = await stage.browser.newContext();
    const page = await context.newPage();
    const dialogs: string[] = [];
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => asked.push(request.url()));
    const outcomes: Record<string, string> = {};
    for (const file of hostile) {
      const media = await sendFile(benClient, generalId, file, file.kind);
      const address = await benClient.media.address(media.id, 'content');
      const download = page.waitForEvent('download', { timeout: media.state === 'ready' ? 10_000 : 1_000 });
      const [answer, saved] = await Promise.allSettled([page.goto(address), download]);
      outcomes[file.name] = saved.status === 'fulfilled' ? 'saved' : `refused, ${media.reason}`;
      if (saved.status === 'fulfilled') expect(await bytesOf(saved.value)).toEqual(Buffer.from(file.bytes));
      else if (answer.status === 'fulfilled') expect(answer.value!.status()).toBe(409);
      expect(await page.title()).not.toContain('hit');
      // Not even as a script of our own page, whose policy allows what comes from here.
      const ran = await ben.page.evaluate(loadAsScript, address);
      expect(`${file.name}: ${ran}`).toBe(`${file.name}: not run`);
    }
    console.log('Hostile files:', outcomes);
    expect(outcomes).toEqual({
      'drawing.svg': 'saved',
      'holiday.png': 'saved',
      'page.html': 'saved',
      'script.gif': 'saved',
      'moving.gif': expect.stringMatching(/^refused, (broken|too_large|unsupported)$/),
      'report.pdf': 'saved',
      'note.webm': 'saved',
    });
    expect(dialogs).toEqual([]);
    expect(asked.filter((url) => !url.includes('/content?'))).toEqual([]);
    expect(await ben.page.title()).not.toBe('hit');
    await ben.page.getByText('moving.gif').waitFor();
    ben.complaints.splice(0); // of scripts that were refused, as they were to be
    await context.close();
  });

  it('S3-07 who is removed from the channel finds nothing at the address that they have', async () => {
    const { id: channelId } = await adaClient.command('channel.create', { teamId, name: 'Few', visibility: 'private' });
    await adaClient.command('channel.member.add', { channelId, username: 'ben' });
    const { id } = await sendFile(adaClient, channelId, {
      name: 'few.png',
      type: 'image/png',
      bytes: await photo(40, 30),
    });
    await benClient.until(() => benClient.state.channels[channelId] !== undefined);
    const address = await benClient.media.address(id, 'content');
    expect((await ben.page.request.get(address)).status()).toBe(200);
    await adaClient.command('channel.member.remove', { channelId, userId: benClient.me!.id });
    const refused = await ben.page.request.get(address);
    expect(refused.status()).toBe(404);
    expect(await refused.json()).toMatchObject({ code: 'not_found' });
  });
});

interface Playing {
  index: number;
  /** Seconds. */
  at: number;
  duration: number;
}

/** Which of the page's sounds play. */
function playing(page: Page): Promise<Playing[]> {
  return page
    .locator('audio, video')
    .evaluateAll((all) =>
      (all as HTMLMediaElement[])
        .map((one, index) => ({ index, at: one.currentTime, duration: one.duration, paused: one.paused }))
        .filter(({ paused }) => !paused),
    );
}

async function record(page: Page, seconds: number): Promise<void> {
  await page.getByRole('button', { name: 'Record a voice note' }).click();
  await page.getByRole('timer').getByText(`0:0${seconds}`).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
}

/** Runs in the page before its own scripts: keeps how long each recording was, in milliseconds. */
function noteRecordings(): void {
  const recorded: number[] = [];
  Object.assign(globalThis, { recorded });
  // oxlint-disable-next-line typescript/unbound-method -- it is called for each recorder
  const begin = MediaRecorder.prototype.start;
  MediaRecorder.prototype.start = function (...given) {
    let from = 0;
    this.addEventListener('start', () => (from = performance.now()));
    this.addEventListener('stop', () => recorded.push(performance.now() - from));
    begin.apply(this, given);
  };
}

/** Runs in the page: what comes of the address as a script. */
function loadAsScript(address: string): Promise<string> {
  document.title = 'before';
  return new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = address;
    const tell = () => resolve(document.title === 'before' ? 'not run' : 'run');
    script.addEventListener('load', tell);
    script.addEventListener('error', tell);
    document.head.append(script);
  });
}

/** Runs in the page. */
function labelsOf(buttons: Element[]): (string | null)[] {
  return buttons.map((one) => one.getAttribute('aria-label'));
}

function isDrawn(image: Locator): Promise<boolean> {
  return image.evaluateAll((all) => all.length > 0 && all.every((one) => (one as HTMLImageElement).naturalWidth > 1));
}

async function valueOf(bar: Locator): Promise<number> {
  return (await bar.count()) > 0 ? bar.evaluate((one) => (one as HTMLProgressElement).value) : 0;
}

async function downloadOf(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: await bytesOf(download) };
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path());
}

async function isGone(client: ParleyClient, mediaId: string): Promise<boolean> {
  return client.command('media.status', { mediaId }).then(
    () => false,
    ({ status }: { status: number }) => status === 404,
  );
}
