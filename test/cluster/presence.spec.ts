import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from '../support/cluster.js';
import { cast, expectOk, person, type Cast, type Person } from '../support/people.js';
import { until } from '../support/processes.js';

/*
 * Presence over two real processes and a Redis of the test's own. Everything is waited for generously: entries of a dead node live for some twenty
 * seconds, and two looks must miss them.
 */
const servers = process.env.PARLEY_TEST_MYSQL && process.env.PARLEY_TEST_REDIS;
const SOON = 30_000;
const LATE = 90_000;

const seen = async (viewer: Person, whom: Person) =>
  expectOk(await viewer.command('presence.list', { userIds: [whom.id] })).items[0];
const isSeen = (viewer: Person, whom: Person, presence: string, ms = SOON) =>
  until(async () => (await seen(viewer, whom)).presence === presence, `${whom.name} is seen ${presence}`, ms);
const hears = (viewer: Person, whom: Person, presence: string, ms = SOON) =>
  viewer.hears(
    'presence.changed',
    ({ changes }) => changes.some((change: any) => change.userId === whom.id && change.presence === presence),
    ms,
  );
const toldOf = (viewer: Person, whom: Person): string[] =>
  viewer.passing
    .filter(({ event }) => event === 'presence.changed')
    .flatMap(({ data }) => data.changes.filter((change: any) => change.userId === whom.id))
    .map(({ presence }) => presence);

(servers ? describe : describe.skip)('presence on two nodes', () => {
  let cluster: Cluster;
  let stage: Cast;
  /** Ada is on the first node, Ben and Cy on the second. */
  let ada: Person, ben: Person, cy: Person;

  beforeAll(async () => {
    cluster = await Cluster.start({ HEADS_INTERVAL_MS: '1000' });
  }, 300_000);
  afterAll(() => cluster?.stop());

  beforeEach(async () => {
    stage = await cast(cluster.nodes[0].url);
    ({ ada, ben, cy } = stage);
    for (const who of [ben, cy]) {
      who.disconnect();
      await who.connect(cluster.nodes[1].url);
    }
    await isSeen(ada, ben, 'online');
    await isSeen(ben, ada, 'online');
  }, LATE);
  afterEach(() => {
    expect(cy.passing.filter(({ event }) => event === 'presence.changed' || event.startsWith('typing.'))).toEqual([]);
    [ada, ben, cy].forEach((who) => who.disconnect());
  });

  /** Another device of the same person, on a node. */
  const device = (who: Person, node: 0 | 1) =>
    Object.assign(Object.create(who) as Person, { heard: [], passing: [] }).connect(cluster.nodes[node].url);

  it(
    'S5-35 crosses from node to node: what one sets, idle devices, the last one going',
    async () => {
      const second = await device(ben, 0);
      ada.forget();
      expectOk(await second.command('presence.set', { availability: 'dnd' }));
      await hears(ada, ben, 'dnd');
      expectOk(await ben.command('presence.set', { availability: 'auto' }));
      await hears(ada, ben, 'online');
      expectOk(await ben.command('presence.set', { idle: true }));
      await sleep(2_000);
      expect((await seen(ada, ben)).presence).toBe('online'); // the other device is in use
      expectOk(await second.command('presence.set', { idle: true }));
      await hears(ada, ben, 'away');
      await isSeen(ben, ben, 'away');
      second.disconnect();
      ben.disconnect();
      await hears(ada, ben, 'offline');
      const { lastSeenAt } = await seen(ada, ben);
      expect(Date.now() - Date.parse(lastSeenAt)).toBeLessThan(LATE);
      expect((await seen(cy, ada)) ?? null).toBeNull();
    },
    LATE,
  );

  it(
    'S5-35 who is invisible on one node is so on the other, and their writing with them',
    async () => {
      ada.forget();
      const channelId = stage.general.id;
      expectOk(await ben.command('typing.start', { channelId }));
      expect(await ada.hears('typing.started', undefined, SOON)).toMatchObject({ channelId, userId: ben.id });
      expectOk(await ben.command('presence.set', { availability: 'invisible' }));
      await ada.hears('typing.stopped', undefined, SOON);
      await hears(ada, ben, 'offline');
      ada.forget();
      expectOk(await ben.command('typing.start', { channelId }));
      const second = await device(ben, 0);
      await sleep(3_000);
      expect(toldOf(ada, ben)).toEqual([]);
      expect(ada.passing.filter(({ event }) => event.startsWith('typing.'))).toEqual([]);
      expect((await seen(ada, ben)).presence).toBe('offline');
      expect((await seen(second, ben)).presence).toBe('invisible');
      second.disconnect();
    },
    LATE,
  );

  it(
    'S5-35 twenty devices that come and go on both nodes at once end right',
    async () => {
      const comeAndGo = async (turn: number) => {
        const one = await device(ben, (turn % 2) as 0 | 1);
        await sleep(Math.random() * 500);
        if (turn !== 6) one.disconnect();
        return one;
      };
      const some = await Promise.all(Array.from({ length: 20 }, (_, turn) => comeAndGo(turn)));
      ben.disconnect();
      await sleep(8_000);
      expect((await seen(ada, ben)).presence).toBe('online');
      expect((await seen(cy, cy)).presence).toBe('online');
      some[6]!.disconnect();
      await hears(ada, ben, 'offline');
    },
    LATE,
  );

  it('S5-35 a killed node’s people are gone within 90 s, and back when they come to another one', async () => {
    const dan = await person(cluster.nodes[0].url, 'dan');
    expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dan.id }));
    await dan.connect(cluster.nodes[1].url);
    await hears(ada, dan, 'online');
    ada.forget();
    await cluster.nodes[1].end('SIGKILL');
    try {
      await ben.connect(cluster.nodes[0].url); // comes back at once, elsewhere
      await cy.connect(cluster.nodes[0].url);
      const took = await until(
        async () => (await seen(ada, dan)).presence === 'offline',
        'Dan, who does not come back, is gone',
        LATE,
      );
      process.stdout.write(`      a killed node’s people were gone after ${took} ms\n`);
      await hears(ada, dan, 'offline');
      expect((await seen(ada, dan)).lastSeenAt).toEqual(expect.any(String));
      expect(toldOf(ada, ben)).not.toContain('offline');
      expect((await seen(ada, ben)).presence).toBe('online');
    } finally {
      cluster.nodes[1] = await cluster.nodes[1].again();
    }
    await dan.connect(cluster.nodes[1].url);
    await hears(ada, dan, 'online');
    dan.disconnect();
  }, 240_000);

  it('S5-35 Redis killed and emptied: each node knows its own people meanwhile, and all of them soon after', async () => {
    const dan = await person(cluster.nodes[0].url, 'dan');
    expectOk(await ada.rest('POST', `/teams/${stage.team.id}/members`, { userId: dan.id }));
    for (const who of [ada, ben]) who.forget();
    await cluster.redis.end('SIGKILL');
    try {
      expect((await seen(ada, ben)).presence).toBe('online'); // as it was heard last
      await dan.connect(cluster.nodes[1].url);
      await hears(ben, dan, 'online');
      expectOk(await ben.command('presence.set', { availability: 'dnd' }));
      await hears(ben, ben, 'dnd');
      await isSeen(ada, ben, 'dnd'); // what is set is in the database
    } finally {
      cluster.redis = await cluster.redis.again();
    }
    await hears(ada, dan, 'online');
    await hears(ada, ben, 'dnd');
    await sleep(20_000); // past two heartbeats
    for (const whom of [ada, ben, dan])
      for (const viewer of [ada, ben]) expect(toldOf(viewer, whom)).not.toContain('offline');
    for (const viewer of [ada, ben]) {
      const team = expectOk(await viewer.command('team.presence.list', { teamId: stage.team.id })).items;
      expect(new Set(team.map(({ userId }: { userId: string }) => userId))).toEqual(new Set([ada.id, ben.id, dan.id]));
    }
    dan.disconnect();
    await hears(ada, dan, 'offline');
  }, 240_000);

  it('S5-35 a node that stops lets its people go without waiting for its entries', async () => {
    ada.forget();
    await cluster.nodes[1].end('SIGTERM');
    try {
      await cy.connect(cluster.nodes[0].url);
      const told = await hears(ada, ben, 'offline', LATE);
      expect(told.teamId).toBe(stage.team.id);
      expect((await seen(ada, ben)).lastSeenAt).toEqual(expect.any(String));
    } finally {
      cluster.nodes[1] = await cluster.nodes[1].again();
    }
  }, 240_000);
});
