import type { Browser, Page } from 'playwright-core';
import { createClient, type ParleyClient } from '@parley/client';
import type { ServerNode } from '../support/processes.js';
import { seriousIn } from './axe.js';
import { describeInBrowser, launch, passwordOf, until, Visitor } from './browser.js';
import { installation } from './places.js';

/** Seconds that a call rings here: long enough to be seen, short enough to wait for its end. */
const RINGS = 12;

/** Chromium plays a tone and a moving picture in place of a microphone and a camera, and is asked nothing. */
const DEVICES = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--auto-select-desktop-capture-source=Entire screen',
  '--autoplay-policy=no-user-gesture-required',
];

describeInBrowser('calls in the web app', () => {
  let browser: Browser;
  let node: ServerNode;
  let remove: () => void;
  /** Ada owns the team, Ben is in it. */
  let ada: Visitor;
  let ben: Visitor;
  /** Ada by the SDK, for what she does elsewhere. */
  let elsewhere: ParleyClient;

  beforeAll(async () => {
    ({ node, remove } = await installation({ VOICE_RING_SECONDS: String(RINGS), VOICE_ROOM_LIMIT: '2' }));
    browser = await launch(...DEVICES);
    const how = { permissions: ['microphone', 'camera'] };
    ada = await Visitor.arrive(browser, node.url, how);
    ben = await Visitor.arrive(browser, node.url, how);
    await ada.goto('/register');
    await ada.register('Ada Lovelace', 'ada');
    await ada.createTeam('Difference Engine');
    const link = await ada.invitation();
    await ben.goto(new URL(link).pathname);
    await ben.register('Ben Okafor', 'ben', 'Create account and join');
    await ben.box.waitFor();
    elsewhere = createClient({ url: node.url });
    await elsewhere.auth.login({ login: 'ada', password: passwordOf('ada') });
    await elsewhere.reaches('online');
  });
  afterAll(async () => {
    await elsewhere?.close();
    await browser?.close();
    await node?.end();
    remove?.();
  });
  afterEach(() => {
    expect([...ada.complaints, ...ben.complaints]).toEqual([]);
  });

  const button = ({ page }: Visitor, name: string | RegExp) => page.getByRole('button', { name });
  const panel = ({ page }: Visitor) => page.getByRole('main').getByRole('region', { name: 'Call', exact: true });
  const bar = ({ page }: Visitor) =>
    page.getByRole('navigation', { name: 'Teams and channels' }).getByRole('region', { name: 'Call', exact: true });
  const inside = ({ page }: Visitor) =>
    page.getByRole('list', { name: 'In the call in Engine room' }).getByRole('listitem');
  const tile = (visitor: Visitor, name: string, kind = 'person') =>
    panel(visitor).locator(`[data-tile="${kind}"]`).filter({ hasText: name });
  const notice = ({ page }: Visitor) => page.locator('[data-notice]');
  const gone = (visitor: Visitor) => until(async () => (await bar(visitor).count()) === 0, 'the bar is gone');
  /** How many frames of the picture in a tile were drawn. */
  const frames = async (visitor: Visitor, name: string, kind = 'person'): Promise<number> => {
    const video = tile(visitor, name, kind).locator('video');
    if ((await video.count()) === 0) return 0;
    return video.evaluate((one: HTMLVideoElement) =>
      one.videoWidth > 0 ? one.getVideoPlaybackQuality().totalVideoFrames : 0,
    );
  };
  const moves = async (visitor: Visitor, name: string, kind = 'person') => {
    await until(async () => (await frames(visitor, name, kind)) > 0, `${name} is seen`);
    const before = await frames(visitor, name, kind);
    await until(async () => (await frames(visitor, name, kind)) > before + 2, `${name} moves`);
  };

  it('S1-18 S1-26 two people step into a voice channel, which carries text as well, and see who is there', async () => {
    await button(ada, 'New channel').click();
    await ada.page.getByLabel('Name', { exact: true }).fill('Engine room');
    await ada.page.getByRole('radio', { name: /^Voice/ }).check();
    await button(ada, 'Create channel').click();
    await ada.isAt('/difference-engine/engine-room');
    await ada.say('Shall we talk?');
    await ben.page.getByRole('link', { name: /Engine room/ }).click();
    await ben.sees('Shall we talk?');
    await panel(ada).getByRole('button', { name: 'Join', exact: true }).click();
    await inside(ben).filter({ hasText: 'Ada Lovelace' }).waitFor(); // whoever is not in it sees her as well
    await panel(ben).getByRole('button', { name: 'Join', exact: true }).click();
    for (const visitor of [ada, ben]) {
      await bar(visitor).locator('[data-call="Connected"]').waitFor();
      expect(await inside(visitor).count()).toBe(2);
    }
    await tile(ada, 'Ben Okafor').waitFor();
    await tile(ben, 'You').waitFor();
  });

  it('S1-25 a camera is seen, one’s own too, and a shared screen is large', async () => {
    await panel(ada).getByRole('button', { name: 'Turn the camera on' }).click();
    await moves(ada, 'You');
    await moves(ben, 'Ada Lovelace');
    await panel(ben).getByRole('button', { name: 'Share a screen' }).click();
    await moves(ada, 'Ben Okafor’s screen', 'screen');
    const large = await tile(ada, 'Ben Okafor’s screen', 'screen').boundingBox();
    const small = await tile(ada, 'You').boundingBox();
    expect(large!.width).toBeGreaterThan(small!.width * 1.5);
    expect(await seriousIn(ada.page)).toEqual([]);
    await ada.page.setViewportSize({ width: 360, height: 740 });
    expect(await seriousIn(ada.page)).toEqual([]);
    const sideways = await ada.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(sideways).toBe(false);
    await ada.page.setViewportSize({ width: 1440, height: 900 });
    await panel(ben).getByRole('button', { name: 'Stop sharing the screen' }).click();
    await until(async () => (await tile(ada, 'screen', 'screen').count()) === 0, 'the screen is gone');
    await panel(ada).getByRole('button', { name: 'Turn the camera off' }).click();
    await until(async () => (await tile(ben, 'Ada').locator('video').count()) === 0, 'the camera is off');
  });

  it('S1-26 S1-05 muting is seen; the bar stays while one reads elsewhere, and leads back', async () => {
    await ben.page.keyboard.press('Control+Shift+M');
    await tile(ada, 'Ben Okafor').getByText('muted').waitFor();
    await inside(ada).filter({ hasText: 'Ben Okafor' }).getByText('muted').waitFor();
    await panel(ben).getByRole('button', { name: 'Hear nobody' }).click();
    await tile(ada, 'Ben Okafor').getByText('hears nobody').waitFor();
    await ben.page.getByRole('link', { name: 'General' }).click();
    await ben.isAt('/difference-engine/general');
    await bar(ben).getByRole('button', { name: 'Hear the others again' }).click();
    await until(async () => (await tile(ada, 'Ben Okafor').getByText('hears nobody').count()) === 0, 'he hears again');
    await bar(ben).getByRole('button', { name: 'Unmute' }).click();
    await until(async () => (await tile(ada, 'Ben Okafor').getByText('muted').count()) === 0, 'he is heard again');
    expect(await ben.page.locator('audio').count()).toBe(1); // he goes on hearing her
    await bar(ben).getByRole('link').click();
    await ben.isAt('/difference-engine/engine-room');
  });

  it('S1-26 a full room says so, and why', async () => {
    const { id: teamId } = elsewhere.teams()[0]!;
    const { code } = await elsewhere.command('invitation.create', { teamId });
    const eve = await Visitor.arrive(browser, node.url, { permissions: ['microphone'] });
    await eve.goto(`/invite/${code}`);
    await eve.register('Eve Third', 'eve', 'Create account and join');
    await eve.page.getByRole('link', { name: /Engine room/ }).click();
    expect(await panel(eve).getByRole('button', { name: 'The call is full' }).isDisabled()).toBe(true);
    await panel(eve).getByText('directly to each other').waitFor();
    await eve.context.close();
  });

  it('S1-26 who leads turns a microphone off and takes people out, which they are told', async () => {
    const onBen = async (action: string) => {
      await inside(ada).getByRole('button', { name: 'In the call: what to do with Ben Okafor' }).click();
      await ada.page.getByRole('menuitem', { name: action }).click();
    };
    await inside(ben)
      .getByRole('button', { name: /what to do with/ })
      .click();
    await ben.page.getByRole('menuitem', { name: 'Volume' }).waitFor();
    expect(await ben.page.getByRole('menuitem').count()).toBe(1);
    await ben.page.keyboard.press('Escape');
    await onBen('Turn the microphone off');
    await notice(ben).getByText('A moderator has turned your microphone off.').waitFor();
    expect(
      await panel(ben)
        .getByRole('button', { name: /^A moderator/ })
        .isDisabled(),
    ).toBe(true);
    await onBen('Allow the microphone');
    await notice(ben).getByText('You may speak again.').waitFor();
    await onBen('Remove from the call');
    await notice(ben).getByText('You were taken out of the call in Engine room.').waitFor();
    await gone(ben);
    await until(async () => (await inside(ada).count()) === 1, 'he is off the list');
    await panel(ada).getByRole('button', { name: 'Leave the call' }).click();
    await gone(ada);
    await until(async () => (await inside(ben).count()) === 0, 'nobody is in it');
  });

  it('S3-77 one talks by push-to-talk while a key or the button is held, and never while one writes', async () => {
    await button(ada, 'Ada Lovelace').first().waitFor();
    await ada.page.evaluate(() => localStorage.setItem('parley.voice', JSON.stringify({ pushToTalk: true })));
    await ada.page.reload();
    await panel(ada).getByRole('button', { name: 'Join', exact: true }).click();
    const hold = panel(ada).getByRole('button', { name: 'Hold to talk' });
    const talking = (on: boolean) =>
      until(async () => (await hold.getAttribute('aria-pressed')) === String(on), `talking: ${on}`);
    await talking(false);
    await until(async () => {
      // The box takes the focus once the conversation is there; until then nothing that is pressed here counts.
      await ada.page.keyboard.up(' ');
      await ada.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await ada.page.keyboard.down(' ');
      await ada.page.waitForTimeout(300);
      return (await hold.getAttribute('aria-pressed')) === 'true';
    }, 'she talks');
    await ada.page.keyboard.up(' ');
    await talking(false);
    await ada.box.fill('');
    await ada.box.focus();
    await ada.page.keyboard.down(' ');
    await ada.page.keyboard.up(' ');
    expect(await ada.box.inputValue()).toBe(' ');
    expect(await hold.getAttribute('aria-pressed')).toBe('false');
    await ada.box.fill('');
    await hold.hover();
    await ada.page.mouse.down();
    await talking(true);
    await ada.page.mouse.up();
    await talking(false);
    await panel(ada).getByRole('button', { name: 'Leave the call' }).click();
    await ada.page.evaluate(() => localStorage.removeItem('parley.voice'));
    await ada.page.reload();
  });

  const call = async (): Promise<void> => {
    await button(ada, 'Call Ben Okafor').click();
    await bar(ada).locator('[data-call="Calling…"]').waitFor();
    await ringing(ben).waitFor();
  };
  const ringing = ({ page }: Visitor) => page.getByRole('dialog', { name: 'Ada Lovelace calls' });
  const silent = (visitor: Visitor) => until(async () => (await ringing(visitor).count()) === 0, 'it does not ring');

  it('S1-31 a call in a DM rings, is accepted, and is over with the other', async () => {
    const benId =
      elsewhere.state.users && Object.values(elsewhere.state.users).find(({ username }) => username === 'ben')!.id;
    const { channel } = await elsewhere.command('dm.open', { userIds: [benId] });
    await ada.goto(`/dm/${channel.id}`);
    await call();
    expect(await ben.page.title()).toBe('Ada Lovelace calls you · Parley');
    expect(await seriousIn(ben.page)).toEqual([]);
    await ringing(ben).getByRole('button', { name: 'Accept' }).click();
    await ben.isAt(`/dm/${channel.id}`);
    for (const visitor of [ada, ben]) await bar(visitor).locator('[data-call="Connected"]').waitFor();
    await silent(ben);
    await panel(ben).getByRole('button', { name: 'Leave the call' }).click();
    await notice(ada).getByText('Ben Okafor has left, so the call is over.').waitFor();
    await gone(ada);
    await ada.page.getByText(/You talked for \d+ seconds?\./).waitFor();
  });

  it('S1-31 a call that is declined ends, one that nobody takes ends by itself, and both stand in the conversation', async () => {
    await call();
    await ben.page.keyboard.press('Control+Shift+Backspace');
    await notice(ada).getByText('The call was declined.').waitFor();
    await gone(ada);
    await silent(ben);
    await ada.page.getByText('You called. Nobody answered.').waitFor();
    await call();
    await notice(ada).getByText('No answer.').waitFor();
    await gone(ada);
    await silent(ben);
    await until(async () => (await missed(ben.page).count()) === 2, 'he has missed two');
    await ben.page.getByRole('button', { name: 'Call back' }).last().click();
    await ada.page.getByRole('dialog', { name: 'Ben Okafor calls' }).waitFor();
    await ada.page.keyboard.press('Control+Shift+Enter');
    for (const visitor of [ada, ben]) await bar(visitor).locator('[data-call="Connected"]').waitFor();
    await bar(ada).getByRole('button', { name: 'Leave the call' }).click();
    await gone(ben);
  });
  const missed = (page: Page) => page.getByText('You missed a call from');

  it('S1-26 whoever only visits a channel sees who is in its call, and no way in', async () => {
    const teamId = Object.keys(elsewhere.state.teams)[0]!;
    const { id: channelId } = await elsewhere.command('channel.create', { teamId, name: 'Balcony', kind: 'voice' });
    const { id: userId } = Object.values(elsewhere.state.users).find(({ username }) => username === 'ben')!;
    await elsewhere.command('channel.member.remove', { channelId, userId });
    for (const visitor of [ada, ben]) await visitor.goto('/difference-engine/balcony');
    await panel(ada).getByRole('button', { name: 'Join', exact: true }).click();
    const seen = panel(ben).getByRole('list', { name: 'In the call' }).getByText('Ada Lovelace');
    await seen.waitFor();
    await panel(ben).getByText('Whoever joins this channel can talk here.').waitFor();
    expect(await panel(ben).getByRole('button', { name: 'Join', exact: true }).count()).toBe(0);
    await bar(ada).getByRole('button', { name: 'Leave the call' }).click();
    await seen.waitFor({ state: 'detached' });
  });

  it('S1-31 the devices are chosen and tried in the settings', async () => {
    await ada.goto('/settings/voice');
    await ada.page.getByRole('button', { name: 'Test the microphone' }).click();
    const meter = ada.page.getByLabel('How loud the microphone is');
    await until(async () => (await meter.evaluate((one: HTMLMeterElement) => one.value)) > 0.1, 'it moves');
    await ada.page.getByRole('button', { name: 'See what the camera sees' }).click();
    const seen = ada.page.getByLabel('What your camera sees');
    await until(async () => (await seen.evaluate((one: HTMLVideoElement) => one.videoWidth)) > 0, 'it is seen');
    expect(await ada.page.getByLabel('Camera', { exact: true }).locator('option').count()).toBeGreaterThan(1);
    await ada.page.getByLabel('Hold a key to talk').check();
    await ada.page.getByRole('button', { name: 'Space' }).click();
    await ada.page.keyboard.press('v');
    await ada.page.getByRole('button', { name: 'V', exact: true }).waitFor();
    expect(await seriousIn(ada.page)).toEqual([]);
  });
});
