import type { Channel, Message, ParleyClient } from '@parley/client';
import { describeInBrowser, until, Visitor } from './browser.js';
import { Network } from './network.js';
import { openStage } from './stage.js';

/** More than a screen shows. */
const MANY = 150;
/** More than the server tells one by one. */
const TOO_MANY = 520;
/** More than a screen shows, and few enough to be there with the newest page. */
const FEW = 30;

describeInBrowser('what counts as read', () => {
  const stage = openStage();
  let ada: Visitor;
  let ben: ParleyClient;
  let channel: Channel;
  let network: Network;
  let first: Message;

  beforeAll(async () => {
    ada = await stage.visitor({ serviceWorkers: 'block' });
    network = await Network.under(ada.page);
    await ada.begin();
    ben = await stage.signUp('ben', 'Ben Okri');
    const { teamId } = await ben.command('invitation.accept', { code: await ada.invitationCode() });
    channel = await ben.command('channel.create', { teamId, name: 'Long' });
    await ben.openChannel(channel.id);
    first = await says('Old 1');
    await talk('Old', 2, MANY);
    await link().click();
    await ada.page.getByRole('button', { name: 'Mark as read' }).click();
    await isRead();
  });

  const link = () => ada.page.getByRole('link', { name: /^Long/ });
  const badge = () => link().locator('[data-unread]');
  const isRead = () => until(async () => (await badge().count()) === 0, 'all of it is read');
  const unread = async () => ((await badge().count()) === 0 ? 0 : Number(await badge().getAttribute('data-unread')));
  const says = (body: string) => ben.send({ channelId: channel.id, body }).delivered;
  const talk = async (what: string, from: number, to: number) => {
    for (let number = from; number <= to; number++) ben.send({ channelId: channel.id, body: `${what} ${number}` });
    await ben.until(() => ben.pending(channel.id).length === 0);
  };
  const inSight = async (text: string) => {
    const [row, list] = await Promise.all([ada.message(text).boundingBox(), ada.list.boundingBox()]);
    return row !== null && row.y >= list!.y - 1 && row.y + row.height <= list!.y + list!.height + 1;
  };
  /** It stands at the first new message, under a line, and what does not fit on the screen is still unread. */
  const beginsAt = async (text: string) => {
    await until(() => inSight(text), `${text} is in sight`);
    await ada.rests();
    expect(await inSight(text)).toBe(true);
    await ada.page.getByText('New messages', { exact: true }).waitFor();
    expect(await unread()).toBeGreaterThan(MANY / 2);
  };
  const readsOnTo = async (text: string) => {
    await ada.scrollTo(ada.message(text), 600);
    await isRead();
  };

  it('S1-22 a link into the past leaves what is new unread, until one has scrolled to it', async () => {
    await ada.page.getByRole('link', { name: 'General' }).click();
    await talk('Later', 1, FEW);
    await until(async () => (await unread()) === FEW, 'they are counted');
    await ada.goto(`/message/${first.id}`);
    await until(() => inSight('Old 1'), 'what the link names is in sight');
    await ada.rests();
    expect(await unread()).toBe(FEW);
    await readsOnTo(`Later ${FEW}`);
  });

  it('S1-22 S1-24 what came while the page was closed begins with a line, though it was left with nothing unread', async () => {
    await ada.goto('/difference-engine/long');
    await ada.sees(`Later ${FEW}`);
    await ada.is('online');
    await ada.goto('/health/live');
    await talk('Closed', 1, MANY);
    await ada.goto('/difference-engine/long');
    await beginsAt('Closed 1');
    await readsOnTo(`Closed ${MANY}`);
  });

  it('S1-22 S1-24 what came while the machine slept begins with a line, in a conversation that is in sight at its end', async () => {
    await network.cut();
    await ada.is('offline');
    await talk('Asleep', 1, TOO_MANY);
    network.mend();
    await beginsAt('Asleep 1');
    await readsOnTo(`Asleep ${TOO_MANY}`);
    await says('Awake');
    await until(() => inSight('Awake'), 'the list follows again');
    await isRead();
  });

  it('S1-34 what was deleted meanwhile is gone from where it was quoted, though no fact told so', async () => {
    await ben.send({ channelId: channel.id, body: 'An answer', replyToId: first.id }).delivered;
    const quote = ada.message('An answer').getByTitle('Go to the message that this answers');
    await quote.getByText('Old 1').waitFor();
    await network.cut();
    await ada.is('offline');
    await ben.command('message.delete', { messageId: first.id });
    await talk('Deleting', 1, TOO_MANY);
    network.mend();
    await ada.is('online');
    await ada.scrollTo(ada.message('An answer'), -600);
    await until(async () => !(await quote.textContent())?.includes('Old 1'), 'the quote says nothing any more');
  });
});
