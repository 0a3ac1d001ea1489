import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createClient, type Channel, type Message, type ParleyClient } from '@parley/client';
import { expectOk, person, rest } from '../support/people.js';
import { freePort, ServerNode, until } from '../support/processes.js';

const execute = promisify(execFile);
const DAY = 86_400_000;
const login = { login: 'ada', password: 'difference engine 1843' };

async function historyOf(client: ParleyClient, channelId: string): Promise<Message[]> {
  const all: Message[] = [];
  for (let more = true; more;) {
    const page = await client.command('message.list', { channelId, after: all.at(-1)?.seq ?? 0, limit: 100 });
    all.push(...page.items);
    more = page.hasAfter;
  }
  return all;
}

async function historiesOf(client: ParleyClient): Promise<Map<string, Message[]>> {
  const histories = new Map<string, Message[]>();
  for (const { id } of client.channels()) histories.set(id, await historyOf(client, id));
  return histories;
}

describe('npm run demo', () => {
  let dataDir: string;
  let port: number;
  let node: ServerNode | undefined;
  let client: ParleyClient | undefined;
  const demo = (env: Record<string, string> = {}, ...args: string[]) =>
    execute(process.execPath, ['scripts/demo.mjs', ...args], {
      env: { PATH: process.env.PATH, NODE_ENV: 'test', DATA_DIR: dataDir, PORT: String(port), ...env },
    });
  const start = async () => (node = await ServerNode.start({ DATA_DIR: dataDir }, { port }));
  const enter = async () => {
    client = createClient({ url: node!.url });
    await client.auth.login(login);
    await client.reaches('online');
    return client;
  };
  const makeRoom = async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'parley-demo-'));
    port = await freePort();
  };
  const clear = async () => {
    await client?.close();
    await node?.end();
    [client, node] = [undefined, undefined];
    rmSync(dataDir, { recursive: true, force: true });
  };

  describe('where no server runs', () => {
    let stdout: string;
    let ada: ParleyClient;
    beforeAll(async () => {
      await makeRoom();
      ({ stdout } = await demo());
      await start();
      ada = await enter();
    }, 300_000);
    afterAll(clear);

    it('S3-62 fills the installation with people, channels and a week of messages', async () => {
      expect(stdout).toContain(login.password);
      const team = ada.teams().find(({ name }) => name === 'Difference Engine')!;
      expect(ada.teams()).toHaveLength(3);
      await ada.loadMembers(team.id);
      expect(ada.members(team.id).map(({ user }) => user.username)).toEqual(
        expect.arrayContaining(['ada', 'ben', 'cleo', 'dev', 'emi', 'finn', 'greta', 'hugo']),
      );
      expect(new Set(ada.channels(team.id).map(({ slug }) => slug))).toEqual(
        new Set([
          ...[
            'general',
            'announcements',
            'engineering',
            'design',
            'random',
            'voice',
            'leads',
            'budget',
            'mailing-list',
          ],
        ]),
      );
      expect(ada.channels().filter(({ id }) => ada.unread(id) > 0)).toHaveLength(2);

      const histories = await historiesOf(ada);
      const all = [...histories.values()].flat();
      expect(all.length).toBeGreaterThanOrEqual(300);
      for (const messages of histories.values()) {
        expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
        const times = messages.map(({ createdAt }) => createdAt);
        expect(times).toEqual([...times].sort());
      }
      const times = all.map(({ createdAt }) => Date.parse(createdAt)).sort((a, b) => a - b);
      expect(times.at(-1)! - times[0]!).toBeGreaterThan(4.5 * DAY); // from a Monday morning to the night before Saturday
      expect(times[0]!).toBeGreaterThan(Date.now() - 8 * DAY);
      expect(times.at(-1)!).toBeLessThan(Date.now());
      expect(new Set(times.map((time) => new Date(time).toDateString())).size).toBeGreaterThanOrEqual(5);
      expect(Date.parse(team.createdAt)).toBeLessThanOrEqual(times[0]!);
      expect(all.filter(({ editedAt }) => editedAt).length).toBeGreaterThan(0);
      expect(all.filter(({ deletedAt, body }) => deletedAt && body === '').length).toBe(1);
      expect(all.filter(({ replyToId }) => replyToId).length).toBeGreaterThan(20);

      const newcomer = await person(node!.url, 'ines');
      const code = /\/invite\/(\S+)/.exec(stdout)![1];
      expectOk(await newcomer.rest('POST', `/invitations/${code}/accept`));
    }, 300_000);

    it('S3-62 S5-21 shows what people can do here: talk in private and under messages, react, mention, pin, lead', async () => {
      const { id: teamId } = ada.teams().find(({ name }) => name === 'Difference Engine')!;
      const home = await ada.command('home.open', {});
      const bySlug = (slug: string) => ada.channels(teamId).find((channel) => channel.slug === slug)!;
      const people = ({ participants }: Channel) => participants!.map(({ username }) => username).sort();

      // Conversations: of two, of three, with herself, and one that grew from a message.
      const dms = home.dms.map(({ channel }) => channel);
      expect(dms.filter(({ originMessageId }) => originMessageId === null).map(people)).toEqual([
        ['ada', 'ben'], // the newest first
        ['ada', 'emi', 'hugo'],
        ['ada'],
      ]);
      const grown = dms.find(({ originMessageId }) => originMessageId !== null)!;
      expect(people(grown)).toEqual(['ada', 'ben', 'dev']);
      const origin = await ada.command('message.open', { messageId: grown.originMessageId! });
      expect(origin).toMatchObject({ channelId: bySlug('engineering').id, body: 'No. The Dutch do not.' });
      expect(home.dms.filter(({ unread }) => unread > 0)).toHaveLength(2);

      const histories = new Map(await historiesOf(ada));
      for (const { id } of dms) histories.set(id, await historyOf(ada, id));
      const all = [...histories.values()].flat();
      const threads = all.flatMap(({ thread }) => thread ?? []);
      expect(threads.length).toBeGreaterThanOrEqual(3);
      for (const { channelId, parentId, rootMessageId, replyCount, lastReplyAt } of threads) {
        const replies = await historyOf(ada, channelId);
        const root = histories.get(parentId)!.find(({ id }) => id === rootMessageId)!;
        expect(replies).toHaveLength(replyCount);
        expect(replies.at(-1)!.createdAt).toBe(lastReplyAt);
        const times = [root, ...replies].map(({ createdAt }) => createdAt);
        expect(times).toEqual([...times].sort());
      }
      for (const { id } of dms) {
        const times = histories.get(id)!.map(({ createdAt }) => createdAt);
        expect(times).toEqual([...times].sort());
        expect(Date.parse(times[0]!)).toBeGreaterThan(Date.now() - 8 * DAY);
      }

      const most = all.reduce((one, other) => (other.reactions.length > one.reactions.length ? other : one)).reactions;
      expect(most.length).toBeGreaterThanOrEqual(3);
      expect(Math.max(...most.map(({ count }) => count))).toBeGreaterThanOrEqual(7);

      const { items: mentions } = await ada.command('mention.list', {});
      const unread = mentions.filter(({ read }) => !read);
      expect(unread.length).toBeGreaterThanOrEqual(4);
      const said = unread.map(({ message }) => message.createdAt);
      expect(said).toEqual([...said].sort().reverse());
      expect(ada.mentions(bySlug('engineering').id)).toBe(1);

      const { items: pins } = await ada.command('pin.list', { channelId: bySlug('general').id });
      expect(pins.length).toBeGreaterThanOrEqual(2);
      const revised = [...histories.get(bySlug('general').id)!].find(({ body }) =>
        body.startsWith('The comma lives!'),
      )!;
      const { items: versions } = await ada.command('message.history', { messageId: revised.id });
      expect(versions.map(({ body }) => body)).toEqual(expect.arrayContaining(['The comma lives! Mended and merged.']));
      expect(versions.length).toBeGreaterThanOrEqual(2);

      expect(bySlug('budget').visibility).toBe('request');
      const asking = { channelId: bySlug('budget').id, status: 'pending' as const };
      expect((await ada.command('join_request.list', asking)).items).toMatchObject([{ user: { username: 'dev' } }]);
      expect(bySlug('mailing-list').archivedAt).not.toBeNull();
      expect(bySlug('announcements').slowModeSeconds).toBeGreaterThan(0);

      await ada.loadMembers(teamId);
      const statuses = ada.members(teamId).flatMap(({ user }) => user.status?.emoji ?? []);
      expect(statuses.length).toBeGreaterThanOrEqual(3);
      const evening = ada.teams().find(({ name }) => name === 'Evening Class')!;
      await ada.loadMembers(evening.id);
      expect(new Set(ada.members(evening.id).map(({ role }) => role))).toEqual(
        new Set(['owner', 'teacher', 'student']),
      );

      const { items: bans } = await ada.command('team.ban.list', { teamId });
      expect(bans).toMatchObject([{ user: { username: 'ivo' }, reason: expect.stringContaining('watches') }]);
      expect((await ada.command('team.notification.list', { teamId })).items).toMatchObject([{ level: 'warning' }]);
      const { items: acts } = await ada.command('team.audit.list', { teamId, limit: 100 });
      expect(acts.find(({ action }) => action === 'team.member.banned')).toMatchObject({ user: { username: 'ivo' } });
      const kinds = acts.map(({ action }) => action);
      expect(kinds).toEqual(expect.arrayContaining(['channel.created', 'channel.archived', 'team.notification']));
      const begun = acts.filter(({ action }) => action === 'channel.created').map(({ at }) => Date.parse(at));
      expect(Math.max(...begun)).toBeLessThan(Date.now() - 4 * DAY);
    }, 300_000);
  });

  describe('in turn', () => {
    beforeEach(makeRoom);
    afterEach(clear);

    it('S3-62 fills a server that runs, and a second run leaves everything as it is', async () => {
      await start();
      const owner = await person(node!.url, 'owner');
      await demo();
      await sleep(11_000); // a node remembers the epoch of before for ten seconds
      const ada = await enter();
      const before = await historiesOf(ada);
      const epoch = ada.state.epoch;
      const { stdout } = await demo();
      expect(stdout).toContain('The demo is already here');
      expect(stdout).toContain(login.password);
      expect(await historiesOf(ada)).toEqual(before);
      expect(ada.state.epoch).toBe(epoch);
      expect(expectOk(await owner.rest('GET', '/me')).isOwner).toBe(true);
    }, 300_000);

    it('S3-62 finishes what broke off', async () => {
      await start();
      const broken = demo();
      const talked = async () => {
        const entered = await rest(node!.url, 'POST', '/auth/login', login);
        if (!entered.ok) return false;
        const { items } = expectOk(await rest(node!.url, 'GET', '/channels', undefined, entered.data.accessToken));
        return items.some(({ seq }: { seq: number }) => seq > 20);
      };
      await until(talked, 'people of the demo talk', 60_000);
      broken.child.kill('SIGKILL');
      await expect(broken).rejects.toMatchObject({ signal: 'SIGKILL' });
      expect((await demo()).stdout).not.toContain('already here');
      const ada = await enter();
      const nonces = [...(await historiesOf(ada)).values()].flat().flatMap(({ nonce }) => nonce ?? []);
      expect(nonces.length).toBeGreaterThanOrEqual(300);
      expect(new Set(nonces).size).toBe(nonces.length);
    }, 300_000);

    it('S3-62 says in a sentence why it does not', async () => {
      const production = { NODE_ENV: 'production', JWT_SECRET: 'Qm9vbGVhbiBhbmQgYnJhc3MsIDE4NDM7Zz9xLw' };
      await expect(demo(production)).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringContaining('npm run demo -- --yes'),
      });
      await start();
      await expect(demo({ PORT: String(await freePort()) })).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^\nA server uses .* but none answers at .*\n$/),
      });
      const namesake = { username: 'ada', email: 'another.ada@example.org', password: login.password };
      expectOk(await rest(node!.url, 'POST', '/auth/register', namesake));
      await expect(demo()).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^\nSomebody here is called ada already.*\n$/),
      });
    }, 300_000);
  });
});
