import { setTimeout as sleep } from 'node:timers/promises';
import { createConnection } from 'mysql2/promise';
import { Cluster } from '../support/cluster.js';
import { freshDatabase } from '../support/databases.js';
import { cast, expectOk, nonce, person, rest, type Cast, type Person } from '../support/people.js';
import { ServerNode, until } from '../support/processes.js';

/*
 * Two real processes on one MySQL or MariaDB and one Redis of the test's own, with real signals. `npm test` fails without the servers when CI=true.
 */
const servers = process.env.PARLEY_TEST_MYSQL && process.env.PARLEY_TEST_REDIS;

(servers ? describe : describe.skip)('two nodes', () => {
  let cluster: Cluster;
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, channelId: string;

  const say = async (who: Person, body: string) =>
    expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
  const missed = async (who: Person, position: number) =>
    expectOk(await who.rest('POST', '/sync', { positions: { [`channel:${channelId}`]: position } })).streams[
      `channel:${channelId}`
    ];
  const positionOf = (who: Person) =>
    Math.max(0, ...who.heard.filter(({ stream }) => stream === `channel:${channelId}`).map(({ position }) => position));
  const headOf = (who: Person): number =>
    Math.max(
      0,
      ...who.passing
        .filter(({ event }) => event === 'sync.heads')
        .map(({ data }) => data.positions[`channel:${channelId}`] ?? 0),
    );

  beforeAll(async () => {
    cluster = await Cluster.start({ HEADS_INTERVAL_MS: '1000' });
    const database = await createConnection(cluster.database.env.DATABASE_URL!);
    const [[row]] = (await database.query('SELECT VERSION() AS version')) as any;
    await database.end();
    process.stdout.write(`      two nodes on ${row.version} and Redis\n`);
  }, 300_000);
  afterAll(() => cluster?.stop());

  beforeEach(async () => {
    stage = await cast(cluster.nodes[0].url);
    ({ ada, ben, cy } = stage);
    channelId = stage.general.id;
    for (const who of [ben, cy]) {
      who.disconnect();
      await who.connect(cluster.nodes[1].url);
      who.forget();
    }
  });
  afterEach(() => [ada, ben, cy].forEach((who) => who.disconnect()));

  it('S2-21 S3-76 S4-11 S5-15 a message crosses from node to node, to members alone', async () => {
    expect(cy.socket?.connected).toBe(true);
    const sent = await say(ada, 'hello over there');
    expect(await ben.hears('message.created', ({ id }) => id === sent.id)).toEqual(sent);
    const back = expectOk(await ben.command('message.send', { channelId, body: 'hello back', nonce: nonce() }));
    expect(await ada.hears('message.created', ({ id }) => id === back.id)).toEqual(back);
    expect(cy.heard).toEqual([]);
  });

  it('S2-05 the same nonce on two nodes at once is stored once', async () => {
    const input = { channelId, body: 'both ways', nonce: nonce() };
    ada.disconnect();
    await ada.connect(cluster.nodes[1].url);
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        n % 2
          ? ada.command('message.send', input)
          : ada.rest('POST', `/channels/${channelId}/messages`, { body: input.body, nonce: input.nonce }),
      ),
    );
    expect(new Set(answers.map((answer) => expectOk(answer).id)).size).toBe(1);
    await ben.hears('message.created');
    await sleep(200);
    expect(ben.heard.filter(({ data }) => data.nonce === input.nonce)).toHaveLength(1);
  });

  it('S3-36 S3-59 S4-04 a removed member’s socket on the other node falls silent within a second', async () => {
    expectOk(await ada.rest('DELETE', `/teams/${stage.team.id}/members/${ben.id}`));
    const removedAt = Date.now();
    await ben.hears('team.member.removed', ({ userId }) => userId === ben.id, 1_000);
    expect(Date.now() - removedAt).toBeLessThan(1_000);
    await sleep(500); // it is told in two streams
    ben.forget();
    await say(ada, 'without Ben');
    await sleep(300);
    expect(ben.heard).toEqual([]);
    expect((await ben.rest('GET', `/channels/${channelId}/messages`)).status).toBe(404);
    expect((await ben.command('message.send', { channelId, body: 'still here?', nonce: nonce() })).error.code).toBe(
      'not_found',
    );
    expect(await missed(ben, 0)).toEqual({ status: 'gone' });
  });

  it('S1-15 logging out on one node closes the sockets on the other within a second', async () => {
    const closed = new Promise((resolve) => ben.socket!.once('disconnect', resolve));
    expectOk(await ben.rest('POST', '/auth/logout'));
    const begun = Date.now();
    await closed;
    expect(Date.now() - begun).toBeLessThan(1_000);
  });

  it('whoever an owner of the installation disables on one node loses their sockets on the other within a second', async () => {
    const owners = await cluster.rows<{ id: string }>('SELECT id FROM users WHERE isOwner = 1');
    if (!owners.some(({ id }) => id === ada.id))
      await cluster.rows('UPDATE users SET isOwner = 1 WHERE id = ?', [ada.id]);
    const closed = new Promise((resolve) => ben.socket!.once('disconnect', resolve));
    const begun = Date.now();
    expectOk(await ada.rest('PUT', `/installation/users/${ben.id}/disabled`));
    await closed;
    expect(Date.now() - begun).toBeLessThan(1_000);
    expect((await ben.rest('GET', '/me')).status).toBe(401);
    expect(cy.socket!.connected).toBe(true);
  });

  it('S1-24 S2-04 S5-34 a killed node’s client catches up on what it missed', async () => {
    await say(ada, 'before');
    await ben.hears('message.created', ({ body }) => body === 'before');
    const position = positionOf(ben);
    await cluster.nodes[1].end('SIGKILL');
    const missing = [await say(ada, 'missed 1'), await say(ada, 'missed 2')];
    cluster.nodes[1] = await cluster.nodes[1].again();
    await ben.connect(cluster.nodes[1].url);
    const answer = await missed(ben, position);
    expect(answer.events.map(({ data }: any) => data)).toEqual(missing);
    await say(ada, 'after');
    await ben.hears('message.created', ({ body }) => body === 'after');
  }, 300_000);

  it('a node that dies between commit and broadcast loses nothing: the other node’s clients are told within 10 s', async () => {
    const doomed = await ServerNode.start({ ...cluster.env, FAILPOINT: 'crash-before-announce' });
    const input = { body: 'my last words', nonce: nonce() };
    const before = positionOf(ben);
    await expect(
      fetch(`${doomed.url}/api/v1/channels/${channelId}/messages`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ada.accessToken}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      }),
    ).rejects.toThrow();
    await until(() => !doomed.running, 'the node died');
    const took = await until(() => headOf(ben) > before, 'Ben is told that the channel moved', 10_000);
    const { events } = await missed(ben, before);
    expect(events.map(({ data }: any) => data.body)).toEqual(['my last words']);
    expect(expectOk(await ada.rest('POST', `/channels/${channelId}/messages`, input)).id).toBe(events[0].data.id);
    process.stdout.write(`      told after ${took} ms\n`);
  }, 300_000);

  it('S3-36 a node that pauses between commit and broadcast of an admission lets nobody in who was removed meanwhile', async () => {
    const secret = expectOk(
      await ada.rest('POST', '/channels', { teamId: stage.team.id, name: 'Secret', visibility: 'private' }),
    );
    const paused = await ServerNode.start({ ...cluster.env, FAILPOINT: 'stop-before-announce' });
    try {
      const members = `/channels/${secret.id}/members`;
      const adding = rest(paused.url, 'POST', members, { userId: ben.id }, ada.accessToken);
      const isIn = async () => (await ben.rest('GET', `/channels/${secret.id}`)).ok;
      await until(isIn, 'Ben is let in');
      expectOk(await ada.rest('DELETE', `${members}/${ben.id}`));
      await sleep(3_000); // long enough for the loop that sets rooms right
      paused.child.kill('SIGCONT');
      expectOk(await adding);
      await sleep(300);
      for (const node of cluster.nodes) {
        const input = { body: 'without Ben', nonce: nonce() };
        expectOk(await rest(node.url, 'POST', `/channels/${secret.id}/messages`, input, ada.accessToken));
      }
      await sleep(300);
      expect(ben.heard.filter(({ data }) => data.body === 'without Ben')).toEqual([]);
    } finally {
      await paused.end('SIGKILL');
    }
  }, 300_000);

  it('Redis killed, emptied and started again under load: every send is acked, and gaps close within 10 s', async () => {
    const acks: { seq: number; ms: number }[] = [];
    let sending = true;
    const load = (async () => {
      for (let n = 0; sending; n++) {
        const begun = Date.now();
        const { seq } = await say(n % 2 ? ada : ben, `message ${n}`);
        acks.push({ seq, ms: Date.now() - begun });
        await sleep(5);
      }
    })();
    await sleep(500);
    await cluster.killAndEmptyRedis(3_000);
    await sleep(1_000);
    sending = false;
    await load;
    const newest = Math.max(...acks.map(({ seq }) => seq));
    const took = await until(
      async () => {
        const answer = await missed(ben, 0);
        return headOf(ben) >= answer.position || positionOf(ben) >= answer.position;
      },
      'Ben knows the newest position',
      10_000,
    );
    const page = expectOk(await ben.rest('GET', `/channels/${channelId}/messages?limit=100`)).items;
    expect(page.at(-1).seq).toBe(newest);
    expect(new Set(acks.map(({ seq }) => seq)).size).toBe(acks.length);
    const slowest = acks.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(acks.length * 0.99)]!;
    process.stdout.write(`      ${acks.length} sends acked, p99 ${slowest} ms, positions known after ${took} ms\n`);
    expect(slowest).toBeLessThan(1_000);
    const again = await say(ada, 'live again');
    await ben.hears('message.created', ({ id }) => id === again.id, 10_000);
  }, 300_000);

  it('a membership that ends while Redis is down silences the other node within 10 s', async () => {
    await cluster.redis.end('SIGKILL');
    try {
      expectOk(await ada.rest('DELETE', `/teams/${stage.team.id}/members/${ben.id}`));
      await sleep(4_000);
      ben.forget();
      await ada.command('message.send', { channelId, body: 'without Ben', nonce: nonce() });
      // Ben's node hears nothing from Redis; its own loop must have taken him out of the room.
      const dan = await person(cluster.nodes[1].url, 'dan');
      expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dan.id }));
      expectOk(
        await dan.rest('POST', `/channels/${channelId}/messages`, { body: 'from your own node', nonce: nonce() }),
      );
      await sleep(500);
      expect(ben.heard).toEqual([]);
    } finally {
      cluster.redis = await cluster.redis.again();
    }
  }, 300_000);

  it('a member, and a public channel, that are new while Redis is down are heard on the other node within 10 s', async () => {
    const dan = await person(cluster.nodes[1].url, 'dan');
    await dan.connect();
    await cluster.redis.end('SIGKILL');
    try {
      expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dan.id }));
      const fresh = expectOk(await ada.rest('POST', '/channels', { teamId: stage.team.id, name: 'Fresh' }));
      const sent = expectOk(
        await ada.rest('POST', `/channels/${fresh.id}/messages`, { body: 'hello', nonce: nonce() }),
      );
      const told = () =>
        dan.passing.some(({ event, data }) => event === 'sync.heads' && data.positions[`channel:${fresh.id}`] >= 1);
      const took = await until(told, 'Dan is told where the new channel stands', 10_000);
      const path = `/channels/${fresh.id}/messages`;
      const fromHere = expectOk(await rest(dan.url, 'POST', path, { body: 'live', nonce: nonce() }, ben.accessToken));
      await dan.hears('message.created', ({ id }) => id === fromHere.id);
      const { events } = expectOk(await dan.rest('POST', '/sync', { positions: { [`channel:${fresh.id}`]: 0 } }))
        .streams[`channel:${fresh.id}`];
      expect(events.map(({ data }: { data: { id: string } }) => data.id)).toEqual([sent.id, fromHere.id]);
      process.stdout.write(`      told after ${took} ms\n`);
    } finally {
      cluster.redis = await cluster.redis.again();
      dan.disconnect();
    }
  }, 300_000);

  it.each([600_000, -600_000])(
    'a node whose clock is off by %i ms signs people in for all nodes, and keeps the order of times',
    async (off) => {
      const patch = `const D=Date;globalThis.Date=class extends D{constructor(...a){if(a.length)super(...a);else super(D.now()+${off})}static now(){return D.now()+${off}}}`;
      const astray = await ServerNode.start({
        ...cluster.env,
        NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(patch)}`,
      });
      try {
        const dan = await person(astray.url, 'dan');
        expectOk(await rest(cluster.nodes[0].url, 'GET', '/me', undefined, dan.accessToken));
        expectOk(await rest(astray.url, 'GET', '/me', undefined, ada.accessToken));
        await dan.connect();
        await dan.connect(cluster.nodes[1].url);
        const path = `/channels/${channelId}/messages`;
        const times: string[] = [];
        for (const url of [cluster.nodes[0].url, astray.url, cluster.nodes[1].url]) {
          const sent = expectOk(await rest(url, 'POST', path, { body: 'when?', nonce: nonce() }, ada.accessToken));
          times.push(sent.createdAt);
          await sleep(50);
        }
        expect(times).toEqual(times.toSorted());
        expect(Date.parse(times[2]!) - Date.parse(times[0]!)).toBeLessThan(10_000);
        dan.disconnect();
      } finally {
        await astray.end('SIGKILL');
      }
    },
    300_000,
  );

  it('nodes that migrate at once end consistent', async () => {
    for (let round = 0; round < 2; round++) {
      const fresh = await freshDatabase('mysql');
      const env = { ...cluster.env, ...fresh.env, REDIS_PREFIX: `migrate-${nonce()}` };
      const nodes = await Promise.all([ServerNode.start(env), ServerNode.start(env)]);
      const eve = await person(nodes[0].url, 'eve');
      expect((await eve.rest('GET', '/me')).data.isOwner).toBe(true);
      await Promise.all(nodes.map((node) => node.end('SIGTERM')));
      await fresh.drop();
    }
  }, 300_000);

  it('S3-78 SIGTERM ends a node within 15 s, with code 0, and its clients go on elsewhere', async () => {
    const begun = Date.now();
    await cluster.nodes[1].end('SIGTERM');
    expect(Date.now() - begun).toBeLessThan(15_000);
    expect(cluster.nodes[1].child.exitCode).toBe(0);
    await ben.connect(cluster.nodes[0].url);
    const sent = await say(ada, 'still here');
    await ben.hears('message.created', ({ id }) => id === sent.id);
    cluster.nodes[1] = await cluster.nodes[1].again();
  }, 300_000);
});
