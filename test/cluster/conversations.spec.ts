import { createClient, type ParleyClient } from '@parley/client';
import { Cluster } from '../support/cluster.js';
import { mate } from '../support/dms.js';
import { cast, expectOk, nonce, type Cast, type Person } from '../support/people.js';
import { secondDevice } from '../support/places.js';
import { Balancer, until } from '../support/processes.js';
import { unwatch, verifyChanges, watch, type Watcher } from '../support/verify-changes.js';

/*
 * Conversations over two real processes and a Redis of the test's own: who hears what on which node, whom nothing reaches any more, and what is left
 * when a node dies in the middle of it.
 */
const servers = process.env.PARLEY_TEST_MYSQL && process.env.PARLEY_TEST_REDIS;
const SOON = 30_000;
const THUMB = '👍';

const post = async (who: Person, channelId: string, body: string) =>
  expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
const thread = async (who: Person, messageId: string): Promise<string> =>
  expectOk(await who.rest('POST', `/messages/${messageId}/thread`)).channelId;
const hears = (who: Person, type: string, fits: (data: any) => boolean) => who.hears(type, fits, SOON);

(servers ? describe : describe.skip)('conversations on two nodes', () => {
  let cluster: Cluster;
  let stage: Cast;
  /** Ada and Cy, the outsider, are on the first node, Ben and Dan on the second: by both doors. */
  let ada: Person, ben: Person, cy: Person, dan: Person, teamId: string;

  /** What to let go after the test, however it ends. */
  const opened: (() => unknown)[] = [];

  const nodeOf = (index: 0 | 1) => cluster.nodes[index].url;
  const device = async (who: Person, url: string): Promise<Person> => {
    const other = await secondDevice(who, url);
    opened.push(() => other.disconnect());
    return other;
  };
  const movedTo = (who: Person, url: string): Promise<Person> => {
    who.disconnect();
    return device(who, url);
  };

  beforeAll(async () => {
    cluster = await Cluster.start({ HEADS_INTERVAL_MS: '1000' });
  });
  afterAll(() => cluster?.stop());
  beforeEach(async () => {
    stage = await cast(nodeOf(0));
    ({ ada, cy } = stage);
    teamId = stage.team.id;
    ben = await movedTo(stage.ben, nodeOf(1));
    dan = await movedTo(await mate(ada, teamId, 'dan'), nodeOf(1));
    for (const who of [ada, ben, cy, dan]) who.forget();
  });
  afterEach(async () => {
    for (const who of [ada, cy]) who.disconnect();
    for (const end of opened.splice(0)) await end();
  });

  it('S2-12 S2-21 S3-61 a DM goes live from node to node with all that is in it, and nobody else hears of it', async () => {
    const benElsewhere = await device(ben, nodeOf(0));
    const others = [cy, dan, await device(cy, nodeOf(1)), await device(dan, nodeOf(0))];
    const channelId = expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id] })).channel.id;
    const sent = await post(ada, channelId, 'Just us?');
    expect(await hears(ben, 'message.created', ({ id }) => id === sent.id)).toEqual(sent);
    const back = expectOk(await ben.command('message.send', { channelId, body: 'Just us.', nonce: nonce() }));
    expect(await hears(ada, 'message.created', ({ id }) => id === back.id)).toEqual(back);

    for (const [who, other] of [
      [ada, ben],
      [ben, ada],
    ] as const) {
      const event = expectOk(await who.command('typing.start', { channelId }));
      expect(await hears(other, 'typing.started', ({ userId }) => userId === who.id)).toEqual(event);
    }
    expectOk(await ada.command('typing.stop', { channelId }));
    await hears(ben, 'typing.stopped', ({ userId }) => userId === ada.id);

    const reacted = expectOk(await ben.command('reaction.add', { messageId: sent.id, emoji: THUMB }));
    expect((await hears(ada, 'reaction.added', ({ messageId }) => messageId === sent.id)).message).toEqual(reacted);

    const threadId = await thread(ada, back.id);
    const reply = await post(ada, threadId, 'Under four eyes');
    expect(await hears(ben, 'message.created', ({ id }) => id === reply.id)).toEqual(reply);
    await hears(ben, 'thread.updated', ({ channelId: id, replyCount }) => id === threadId && replyCount === 1);

    const unread = await post(ada, channelId, 'Read this');
    await hears(benElsewhere, 'message.created', ({ id }) => id === unread.id);
    const mark = expectOk(await ben.command('channel.read', { channelId, seq: unread.seq }));
    expect(await hears(benElsewhere, 'channel.read_mark', ({ seq }) => seq === mark.seq)).toEqual(mark);

    // Ben has not said that he stopped: it is over by itself.
    await hears(ada, 'typing.stopped', ({ userId }) => userId === ben.id);
    for (const who of others) {
      expect(who.socket?.connected).toBe(true);
      expect(who.heard).toEqual([]);
      const told = JSON.stringify(who.passing);
      for (const id of [channelId, threadId]) expect(told).not.toContain(id);
    }
  });

  it.each([
    ['removed', 'there'],
    ['banned', 'there'],
    ['removed', 'away'],
    ['banned', 'away'],
  ])(
    'S3-36 S3-59 who is %s from a team hears nothing more of it on the other node, with Redis %s',
    async (how, redis) => {
      const general = stage.general.id;
      const root = await post(dan, general, 'root');
      const threadId = await thread(dan, root.id);
      expectOk(await ben.rest('PUT', `/channels/${threadId}/follow`));
      const eve = await movedTo(await mate(ada, teamId, 'eve'), nodeOf(1)); // hears what Ben does not
      expectOk(await eve.rest('PUT', `/channels/${threadId}/follow`));
      const told = async (body: string) => {
        for (const channelId of [general, threadId]) {
          for (const who of redis === 'there' ? [dan, ada] : [dan]) {
            const { id } = await post(who, channelId, body);
            await hears(eve, 'message.created', (data) => data.id === id);
          }
        }
      };
      if (redis === 'away') await cluster.redis.end('SIGKILL');
      try {
        expectOk(
          how === 'removed'
            ? await ada.rest('DELETE', `/teams/${teamId}/members/${ben.id}`)
            : await ada.rest('POST', `/teams/${teamId}/bans`, { userId: ben.id }),
        );
        const begun = Date.now();
        const silent = async () => {
          ben.forget();
          await told('still there?');
          return ben.heard.length === 0;
        };
        await until(silent, 'Ben hears nothing more', SOON);
        process.stdout.write(`      silent after ${Date.now() - begun} ms\n`);
        ben.forget();
        await told('without Ben');
        for (const channelId of [general, threadId]) {
          expectOk(await dan.command('typing.start', { channelId }));
          await hears(eve, 'typing.started', (data) => data.channelId === channelId && data.userId === dan.id);
          const refused = await ben.command('message.send', { channelId, body: 'And me?', nonce: nonce() });
          expect(refused.error.code).toBe('not_found');
        }
        expectOk(await dan.command('reaction.add', { messageId: root.id, emoji: THUMB }));
        await hears(eve, 'reaction.added', ({ messageId }) => messageId === root.id);
        expectOk(await dan.command('presence.set', { availability: 'dnd' }));
        const isDnd = (change: any) => change.userId === dan.id && change.presence === 'dnd';
        await hears(eve, 'presence.changed', ({ changes }) => changes.some(isDnd));
        expect(ben.heard).toEqual([]);
        for (const { event, data } of ben.passing) {
          expect(event).toBe('sync.heads');
          expect(Object.keys(data.positions)).toEqual([`user:${ben.id}`]);
        }
      } finally {
        if (redis === 'away') cluster.redis = await cluster.redis.again();
      }
      expect(cy.heard).toEqual([]);
    },
  );

  it('S3-30 of a channel that is hidden on one node the team’s clients on the other forget, its members do not', async () => {
    const { id: channelId } = expectOk(await ada.rest('POST', '/channels', { teamId, name: 'Plans' }));
    if (expectOk(await ben.rest('GET', `/channels/${channelId}`)).membership)
      expectOk(await ben.rest('POST', `/channels/${channelId}/leave`));
    if (!expectOk(await dan.rest('GET', `/channels/${channelId}`)).membership)
      expectOk(await dan.rest('POST', `/channels/${channelId}/join`));
    const watchers: Watcher[] = [];
    opened.push(() => unwatch(watchers));
    watchers.push(await watch(ben, [stage.general.id], [teamId]), await watch(dan, [channelId], [teamId]));
    const shown = () => watchers.map(({ live }) => live.channels().some(({ id }) => id === channelId));
    const setVisibility = (visibility: string) => async () =>
      expectOk(await ada.rest('PATCH', `/channels/${channelId}`, { visibility }));
    expect(shown()).toEqual([true, true]);
    await verifyChanges(watchers, setVisibility('private'));
    expect(shown()).toEqual([false, true]);
    [ben, dan].forEach((who) => who.forget());
    let sent: any;
    await verifyChanges(watchers, async () => (sent = await post(ada, channelId, 'Between us')));
    expect(await hears(dan, 'message.created', ({ id }) => id === sent.id)).toEqual(sent);
    expect(watchers[1]!.live.messages(channelId).at(-1)).toEqual(sent);
    expect(ben.heard).toEqual([]);
    expect((await ben.rest('GET', `/channels/${channelId}/messages`)).error.code).toBe('not_found');
    await verifyChanges(watchers, setVisibility('public'));
    expect(shown()).toEqual([true, true]);
    expect(cy.heard).toEqual([]);
  });

  it('S1-24 S3-78 a node that is killed while its people send, reply and react takes nothing with it that was acked', async () => {
    const root = await post(ada, stage.general.id, 'root');
    const threadId = await thread(ada, root.id);
    for (const who of [ben, dan]) expectOk(await who.rest('PUT', `/channels/${threadId}/follow`));
    const dm = expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id, dan.id] })).channel.id;
    const liked: { id: string }[] = [];
    for (let n = 0; n < 12; n++) liked.push(await post(ada, [dm, threadId, stage.general.id][n % 3]!, `like ${n}`));
    // Most connections go to the node that dies; where it does not answer any more, the other one does.
    const [doomed, other] = cluster.nodes.map(({ port }) => port) as [number, number];
    const balancer = await Balancer.start([doomed, doomed, doomed, doomed, other]);
    opened.push(() => balancer.close());
    const clients = await Promise.all([ada, ben, dan].map((who) => signedIn(balancer.url, who, [dm, threadId])));
    opened.unshift(...clients.map((client) => () => client.close()));
    const acked = new Map<string, number>();
    const reacted = new Set<string>();
    let going = true;
    let work: Promise<void>[] = [];
    try {
      work = clients.flatMap((client) => [
        (async () => {
          for (let n = 0; going; n++) {
            const { nonce: name, delivered } = client.send({ channelId: [dm, threadId][n % 2]!, body: `${n}` });
            acked.set(name, (await delivered).seq);
          }
        })(),
        (async () => {
          for (let n = 0; going && n < 12 * 20; n++) {
            const [messageId, emoji] = [liked[n % 12]!.id, String.fromCodePoint(0x1f600 + Math.floor(n / 12))];
            const add = () =>
              client.command('reaction.add', { messageId, emoji }).then(
                () => true,
                () => false,
              );
            await until(add, 'the reaction is taken', SOON); // once is enough, so it may be said again
            reacted.add(`${messageId} ${emoji} ${client.me!.id}`);
          }
        })(),
      ]);
      await until(() => acked.size >= 60 && reacted.size >= 30, 'all are at it', SOON);
      await cluster.nodes[0].end('SIGKILL');
      opened.push(async () => (cluster.nodes[0] = await cluster.nodes[0].again()));
      const [sends, reactions] = [acked.size, reacted.size];
      await until(() => acked.size >= sends + 30 && reacted.size >= reactions + 15, 'all go on elsewhere', 2 * SOON);
    } finally {
      going = false;
      await Promise.all(work);
    }
    const rows = await cluster.rows('SELECT nonce, seq FROM messages WHERE channelId IN (?, ?)', [dm, threadId]);
    const stored = new Map(rows.map(({ nonce: name, seq }) => [name, seq]));
    for (const [name, seq] of acked) expect(stored.get(name)).toBe(seq);
    expect(stored.size).toBe(acked.size + 8); // nothing twice, and nothing that was not sent
    const marks = await cluster.rows('SELECT messageId, emoji, userId FROM reactions WHERE removedAt IS NULL');
    const standing = new Set(marks.map(({ messageId, emoji, userId }) => `${messageId} ${emoji} ${userId}`));
    expect([...reacted].filter((one) => !standing.has(one))).toEqual([]);
    expect(await cluster.wrongCounts()).toEqual([]);

    for (const channelId of [dm, threadId]) {
      const last = await post(ben, channelId, 'Here we go on');
      const { items } = expectOk(await dan.rest('GET', `/channels/${channelId}/messages?limit=100`));
      for (const client of clients) {
        await until(() => client.messages(channelId).at(-1)?.id === last.id, 'everybody has heard the last', SOON);
        const seen = client.messages(channelId).slice(-items.length);
        expect(seen).toEqual(items.slice(-seen.length));
      }
    }
    process.stdout.write(`      ${acked.size} messages and ${reacted.size} reactions, none lost\n`);
  });
});

async function signedIn(url: string, { username, password }: Person, channelIds: string[]): Promise<ParleyClient> {
  const timing = { retryWait: [50, 500], reconnectWait: [50, 500], ackTimeout: 5_000 } as const;
  const client = createClient({ url, timing });
  await client.auth.login({ login: username, password });
  await client.reaches('online');
  for (const id of channelIds) await client.openChannel(id);
  return client;
}
