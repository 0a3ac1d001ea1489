import type { Page } from 'playwright-core';
import { seriousIn } from './axe.js';
import { describeInBrowser, passwordOf, until, type Visitor } from './browser.js';
import { openStage } from './stage.js';

/** Chromium plays a tone and a moving picture in place of a microphone and a camera. */
const DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

/** What stands between a page and its browser. */
declare global {
  // oxlint-disable-next-line no-var -- globals of a page are declared so
  var refusal: string | undefined;
  // oxlint-disable-next-line no-var
  var opened: MediaStreamTrack[];
  // oxlint-disable-next-line no-var
  var isSilent: boolean;
}

/** Lets a test refuse devices and sound, and unplug what was opened. */
function betweenPageAndBrowser(): void {
  globalThis.opened = [];
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (wishes) => {
    if (globalThis.refusal) throw new DOMException('Refused by the test.', globalThis.refusal);
    const stream = await open(wishes);
    globalThis.opened.push(...stream.getTracks());
    return stream;
  };
  const { play } = HTMLMediaElement.prototype; // oxlint-disable-line unbound-method -- it gets its element below
  HTMLMediaElement.prototype.play = async function later(this: HTMLMediaElement) {
    if (globalThis.isSilent) throw new DOMException('Refused by the test.', 'NotAllowedError');
    return play.call(this);
  };
}

describeInBrowser('devices in calls', () => {
  const stage = openStage({ browserOptions: DEVICES });
  /** Ada owns the team, Ben is in it. */
  let ada: Visitor;
  let ben: Visitor;

  const arrive = async (): Promise<Visitor> => {
    const visitor = await stage.visitor({ permissions: ['microphone', 'camera'] });
    await visitor.context.addInitScript(betweenPageAndBrowser);
    return visitor;
  };
  const panel = ({ page }: Pick<Visitor, 'page'>) =>
    page.getByRole('main').getByRole('region', { name: 'Call', exact: true });
  const press = (visitor: Pick<Visitor, 'page'>, name: string) =>
    panel(visitor).getByRole('button', { name, exact: true }).click();
  const bar = ({ page }: Pick<Visitor, 'page'>) =>
    page.getByRole('navigation', { name: 'Teams and channels' }).getByRole('region', { name: 'Call', exact: true });
  const connected = (visitor: Pick<Visitor, 'page'>) => bar(visitor).locator('[data-call="Connected"]').waitFor();
  const tile = (visitor: Visitor, name: string) =>
    panel(visitor).locator('[data-tile="person"]').filter({ hasText: name });
  const told = ({ page }: Pick<Visitor, 'page'>, text: string | RegExp) =>
    page.locator('[data-notice]').getByText(text).waitFor();
  const refuse = ({ page }: Visitor, name?: string) =>
    page.evaluate((refusal) => void (globalThis.refusal = refusal), name);
  /** What a browser does when a device is gone: the newest track of this kind has ended. */
  const unplug = ({ page }: Visitor, kind: 'audio' | 'video') =>
    page.evaluate((wanted) => {
      const track = globalThis.opened.findLast((one) => one.kind === wanted && one.readyState === 'live')!;
      track.stop();
      track.dispatchEvent(new Event('ended'));
    }, kind);
  const isMuted = async (name: string, muted: boolean) =>
    until(async () => (await tile(ben, name).getByText('muted').count()) > 0 === muted, `muted: ${muted}`);
  const sound = <Read>({ page }: Visitor, read: (one: HTMLAudioElement) => Read) =>
    page.locator('audio').first().evaluate(read);

  beforeAll(async () => {
    [ada, ben] = [await arrive(), await arrive()];
    await ada.begin();
    await ben.follow(ada);
    await ada.page.getByRole('button', { name: 'New channel' }).click();
    await ada.page.getByLabel('Name', { exact: true }).fill('Engine room');
    await ada.page.getByRole('radio', { name: /^Voice/ }).check();
    await ada.page.getByRole('button', { name: 'Create channel' }).click();
    await ben.page.getByRole('link', { name: /Engine room/ }).click();
    await press(ben, 'Join');
  });

  it('S1-31 who may not use the microphone, or has none, is told so, is in the call all the same, and speaks once there is one', async () => {
    await refuse(ada, 'NotAllowedError');
    await press(ada, 'Join');
    await told(ada, /^This page may not use the microphone\..*Until then you can listen and write\.$/);
    await connected(ada);
    await isMuted('Ada Lovelace', true);
    await refuse(ada, 'NotFoundError');
    await press(ada, 'Turn the microphone on');
    await told(ada, /^No microphone was found\./);
    await refuse(ada, 'NotReadableError');
    await press(ada, 'Turn the camera on');
    await told(ada, /^The camera is in use by another program\./);
    await refuse(ada);
    await press(ada, 'Turn the microphone on');
    await isMuted('Ada Lovelace', false);
    await tile(ben, 'Ada Lovelace').and(ben.page.locator('[data-speaking]')).waitFor();
    await press(ada, 'Leave the call');
  });

  it('S1-31 who only listens is not asked for a microphone', async () => {
    await ada.page.reload();
    await refuse(ada, 'NotAllowedError');
    await press(ada, 'Only listen');
    await connected(ada);
    await isMuted('Ada Lovelace', true);
    expect(await ada.page.locator('[data-notice]').count()).toBe(0);
    await refuse(ada);
    await press(ada, 'Turn the microphone on');
    await isMuted('Ada Lovelace', false);
  });

  it('S1-31 a microphone that is unplugged gives way to another, and a camera is off', async () => {
    await unplug(ada, 'audio');
    await told(ada, /^The microphone is gone\. Now “.+” is used\.$/);
    await tile(ben, 'Ada Lovelace').and(ben.page.locator('[data-speaking]')).waitFor();
    await press(ada, 'Turn the camera on');
    await tile(ben, 'Ada Lovelace').locator('video').waitFor();
    await unplug(ada, 'video');
    await told(ada, 'The camera is gone.');
    await tile(ben, 'Ada Lovelace').locator('video').waitFor({ state: 'detached' });
    await refuse(ada, 'NotFoundError');
    await unplug(ada, 'audio');
    await told(ada, /^No microphone was found\./);
    await isMuted('Ada Lovelace', true);
    await refuse(ada);
  });

  it('S1-31 the chosen loudspeaker plays, and the system’s while that is not plugged in', async () => {
    await press(ada, 'Microphone, camera and loudspeaker');
    const choice = ada.page.getByLabel('Loudspeaker', { exact: true });
    const chosen = await choice.locator('option').nth(1).getAttribute('value');
    await choice.selectOption(chosen);
    await ada.page.keyboard.press('Escape');
    const sink = () => sound(ada, (one) => one.sinkId);
    await until(async () => (await sink()) === chosen, 'it is used');
    const change = (isThere: boolean) =>
      ada.page.evaluate(
        ([id, there]) => {
          const { mediaDevices } = navigator;
          if (there) Reflect.deleteProperty(mediaDevices, 'enumerateDevices');
          else
            mediaDevices.enumerateDevices = async () =>
              (await MediaDevices.prototype.enumerateDevices.call(mediaDevices)).filter(
                ({ deviceId }) => deviceId !== id,
              );
          mediaDevices.dispatchEvent(new Event('devicechange'));
        },
        [chosen, isThere] as const,
      );
    await change(false);
    await told(ada, /^The loudspeaker that you chose is not plugged in\./);
    await until(async () => (await sink()) === '', 'the system’s is used');
    await change(true);
    await until(async () => (await sink()) === chosen, 'it is used again');
  });

  it('S1-31 how loud one hears somebody is chosen by key, on this device, and kept', async () => {
    const open = async () => {
      await tile(ada, 'Ben Okafor')
        .getByRole('button', { name: /what to do with Ben Okafor/ })
        .click();
      await ada.page.getByRole('menuitem', { name: 'Volume' }).click();
      return ada.page.getByRole('slider', { name: 'Volume' });
    };
    const slider = await open();
    expect(await seriousIn(ada.page)).toEqual([]);
    await slider.press('ArrowLeft');
    await slider.press('ArrowLeft');
    expect(await slider.getAttribute('aria-valuetext')).toBe('90 %');
    expect(await sound(ada, (one) => one.volume)).toBeCloseTo(0.9);
    await ada.page.keyboard.press('Escape');
    await slider.waitFor({ state: 'detached' });
    await ada.page.reload();
    await press(ada, 'Join');
    await connected(ada);
    expect(await sound(ada, (one) => one.volume)).toBeCloseTo(0.9);
    expect(await (await open()).inputValue()).toBe('90');
    await ada.page.keyboard.press('Escape');
  });

  it('S1-25 somebody’s picture fills the screen', async () => {
    await press(ben, 'Turn the camera on');
    await tile(ada, 'Ben Okafor').hover();
    await press(ada, 'Ben Okafor: full screen');
    const isFull = () =>
      ada.page.evaluate(() => (document.fullscreenElement?.querySelector('video')?.videoWidth ?? 0) > 0);
    await until(isFull, 'it is full');
    await ada.page.evaluate(() => document.exitFullscreen());
    await press(ben, 'Turn the camera off');
  });

  it('S1-31 a call goes on at a second page of the same person, which the first is told', async () => {
    const page: Page = await ada.context.newPage();
    const second = { page };
    await page.goto(ada.page.url());
    await panel(second).getByText('You are in this call with another device.').waitFor();
    await press(second, 'Go on here');
    await told(ada, 'You are in the call in Engine room with another device now.');
    await until(async () => (await bar(ada).count()) === 0, 'it is over at the first');
    await connected(second);
    expect(await panel(ben).locator('[data-tile="person"]').count()).toBe(2);
    await page.close();
    await until(async () => (await panel(ben).locator('[data-tile="person"]').count()) === 1, 'she has left');
  });

  it('S1-31 where the browser lets nothing play, a button turns the sound on', async () => {
    await ada.page.evaluate(() => void (globalThis.isSilent = true));
    await press(ada, 'Join');
    const button = bar(ada).getByRole('button', { name: 'Turn sound on' });
    await button.click();
    await button.waitFor(); // it is still refused
    await ada.page.evaluate(() => void (globalThis.isSilent = false));
    await button.click();
    await button.waitFor({ state: 'detached' });
    expect(await sound(ada, (one) => one.paused)).toBe(false);
    for (const visitor of [ada, ben]) await press(visitor, 'Leave the call');
  });

  it('S1-31 a call in a group rings at all of them, and at each until they accept or decline, with whatever page', async () => {
    const cy = await arrive();
    await cy.goto(new URL(await ada.invitation()).pathname);
    await cy.register('Cy Young', 'cy', 'Create account and join');
    await cy.box.waitFor();
    const again = await arrive();
    await again.goto('/login');
    await again.page.getByLabel('Username or email address').fill('ben');
    await again.page.getByLabel('Password', { exact: true }).fill(passwordOf('ben'));
    await again.page.getByRole('button', { name: 'Log in', exact: true }).click();
    await again.is('online');
    const client = await stage.signIn('ada');
    const { id: teamId } = client.teams()[0]!;
    await client.loadMembers(teamId);
    const people = client.members(teamId).filter(({ user }) => user.username !== 'ada');
    const { channel } = await client.command('dm.open', { userIds: people.map(({ user }) => user.id) });
    await client.close();
    await ada.goto(`/dm/${channel.id}`);
    await ada.page.getByRole('button', { name: /^Call / }).click();
    const ringing = ({ page }: Visitor) => page.getByRole('dialog', { name: 'Ada Lovelace calls' });
    for (const visitor of [ben, again, cy])
      await ringing(visitor)
        .getByText(/^Group call with /)
        .waitFor();
    await ringing(ben).getByRole('button', { name: 'Accept' }).click();
    for (const visitor of [ada, ben]) await connected(visitor);
    for (const visitor of [ben, again]) await ringing(visitor).waitFor({ state: 'detached' });
    expect(await ringing(cy).count()).toBe(1); // there is room for more
    await ringing(cy).getByRole('button', { name: 'Decline' }).click();
    await ringing(cy).waitFor({ state: 'detached' });
    await connected(ada);
  });
});
