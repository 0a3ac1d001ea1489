import type { Browser, Page, Route } from 'playwright-core';
import { createClient, type Channel, type ParleyClient } from '@parley/client';
import type { ServerNode } from '../support/processes.js';
import { photo } from '../support/uploads.js';
import { describeInBrowser, launch, passwordOf, until, Visitor } from './browser.js';
import { sendFile } from './files.js';
import { installation } from './places.js';

/** What comes late: what shows attachments, their pictures, colours of code, and fonts. */
const LATE = /\/assets\/(attachments|highlighted|typescript)-|\.woff2$|\/media\/[0-9a-f-]{36}\/(content|small|large)/;

/** Holds what a page asks for until it is let go. */
class Dam {
  private readonly waiting: (() => void)[] = [];
  private isOpen = false;
  /** Addresses that were held. */
  readonly held: string[] = [];

  static async before(page: Page): Promise<Dam> {
    const dam = new Dam();
    await page.route(LATE, (route) => dam.hold(route));
    return dam;
  }

  /** Lets everything go, one after the other, so that not all of it comes in one frame. */
  async open(): Promise<void> {
    this.isOpen = true;
    for (const go of this.waiting.splice(0)) {
      go();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private async hold(route: Route): Promise<void> {
    this.held.push(new URL(route.request().url()).pathname);
    if (!this.isOpen) await new Promise<void>((resolve) => this.waiting.push(resolve));
    await route.continue();
  }
}

describeInBrowser('what comes late to a conversation moves nothing under its reader', () => {
  let browser: Browser;
  let node: ServerNode;
  let remove: () => void;
  let ada: Visitor;
  let ben: ParleyClient;
  let channel: Channel;

  beforeAll(async () => {
    ({ node, remove } = await installation());
    browser = await launch();
    ada = await Visitor.arrive(browser, node.url, { serviceWorkers: 'block' });
    await ada.goto('/register');
    await ada.register('Ada Lovelace', 'ada');
    await ada.createTeam('Difference Engine');
    const code = (await ada.invitation()).split('/').at(-1)!;
    ben = createClient({ url: node.url });
    const account = { username: 'ben', displayName: 'Ben Okri', email: 'ben@example.org', password: passwordOf('ben') };
    await ben.auth.register(account);
    const { teamId } = await ben.command('invitation.accept', { code });
    channel = await ben.command('channel.create', { teamId, name: 'Pictures' });
    await ben.openChannel(channel.id);
    await lines('Before', 40);
    await pictures();
    await lines('Between', 12);
    await pictures();
    await ada.page.getByRole('link', { name: /^Pictures/ }).click();
    await ada.page.getByRole('button', { name: 'Mark as read' }).click();
    await ada.page.getByRole('button', { name: 'To the newest' }).click();
    await ada.sees('Below the pictures');
    await until(isKeptAsRead, 'the next page will know that she has read it all');
  });
  afterAll(async () => {
    await ben?.close();
    await browser?.close();
    await node?.end();
    remove?.();
  });
  afterEach(() => {
    expect(ada.complaints).toEqual([]);
  });

  const say = (body: string) => ben.send({ channelId: channel.id, body }).delivered;
  async function lines(word: string, count: number): Promise<void> {
    for (let number = 1; number <= count; number++) await say(`${word} ${number}`);
  }
  let count = 0;
  async function pictures(): Promise<void> {
    const upright = { name: `upright-${count++}.jpg`, type: 'image/jpeg', bytes: await photo(600, 900) };
    const wide = { name: `wide-${count++}.jpg`, type: 'image/jpeg', bytes: await photo(1_200, 400) };
    const notes = { name: `notes-${count++}.txt`, type: 'text/plain', bytes: Buffer.from('Numbers') };
    await sendFile(ben, channel.id, upright);
    await say('```ts\nconst answer: number = 42;\nreturn answer;\n```');
    await sendFile(ben, channel.id, wide);
    const several = await Promise.all(
      [upright, wide, upright].map(({ name, type, bytes }) =>
        ben.media.upload(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), { name }),
      ),
    );
    await ben.send({ channelId: channel.id, mediaIds: several.map(({ id }) => id) }).delivered;
    await until(() => several.every(({ id }) => ben.state.media[id]?.state === 'ready'), 'the pictures are ready');
    await sendFile(ben, channel.id, notes);
    await say('Below the pictures');
  }

  /** Notes after each painted frame how far something is from where it was at first; `furthest` answers the most of it. */
  async function watch(what: string, text = ''): Promise<() => Promise<number>> {
    await ada.page.evaluate(
      ([kind, words]) => {
        const list = document.querySelector('[role=region][aria-label^="Messages in"]')!;
        const place = (): number => {
          if (kind === 'end') return list.scrollHeight - list.scrollTop - list.clientHeight;
          const row = [...list.querySelectorAll('article')].find((one) => one.textContent.includes(words!));
          return row ? row.getBoundingClientRect().top : Number.NaN;
        };
        const first = place();
        let furthest = 0;
        const look = (): void => {
          const now = Math.abs(place() - first);
          furthest = Number.isNaN(now) ? Number.POSITIVE_INFINITY : Math.max(furthest, now);
          Object.assign(globalThis, { furthest });
          // What is measured as a reaction to a size is done before it is painted, and after the callbacks of the frame.
          requestAnimationFrame(() => setTimeout(look));
        };
        look();
      },
      [what, text],
    );
    return () => ada.page.evaluate(() => (globalThis as unknown as { furthest: number }).furthest);
  }
  /** What a page opens with until the server has answered is written down a moment after it happens. */
  const isKeptAsRead = () =>
    ada.page.evaluate(
      async ([id, newest]) => {
        const opened = indexedDB.open('parley');
        await new Promise((resolve) => (opened.onsuccess = resolve));
        const kept = opened.result.transaction('kept').objectStore('kept').getAll();
        await new Promise((resolve) => (kept.onsuccess = resolve));
        opened.result.close();
        const texts = (kept.result as unknown[]).filter((one) => typeof one === 'string');
        return texts.some((text) => JSON.parse(text).state?.readMarks?.[id]?.seq === newest);
      },
      [channel.id, ben.state.timelines[channel.id]!.seq] as const,
    );
  const loadedPictures = () =>
    ada.page
      .locator('article img[alt]:not([alt=""])')
      .evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length);
  const everythingCame = async (): Promise<void> => {
    await until(async () => (await loadedPictures()) > 0, 'a picture has come');
    await ada.page.locator('article .code-keyword').first().waitFor();
    await ada.rests();
  };

  it('who is at the end stays there', async () => {
    const dam = await Dam.before(ada.page);
    await ada.page.reload();
    await ada.sees('Below the pictures');
    await ada.rests();
    const furthest = await watch('end');
    expect(dam.held.some((path) => path.includes('/attachments-'))).toBe(true);
    await dam.open();
    await everythingCame();
    expect(await furthest()).toBeLessThanOrEqual(1);
    expect(dam.held.some((path) => path.endsWith('.woff2'))).toBe(true);
    await ada.page.unroute(LATE);
  });

  it('who reads further up goes on reading the same line', async () => {
    const dam = await Dam.before(ada.page);
    await ada.page.reload();
    await ada.sees('Below the pictures');
    await ada.scrollTo(ada.message('Between 4'), -120);
    await ada.rests();
    // Pictures are above, in sight and out of sight, and none has come.
    expect(await loadedPictures()).toBe(0);
    const furthest = await watch('row', 'Between 4');
    await dam.open();
    await everythingCame();
    expect(await furthest()).toBeLessThanOrEqual(1);
    await ada.page.unroute(LATE);
  });
});
