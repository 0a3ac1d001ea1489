import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from '../support/cluster.js';
import { cast, expectOk, type Cast, type Person } from '../support/people.js';
import { ServerNode, until } from '../support/processes.js';
import { joinVoice, leaveVoice, SDP, sendSignal, stepIn, teamMate, tellState, voiceChannel } from '../support/voice.js';

/* Calls over two real processes on one MySQL or MariaDB and a Redis of the test's own. */
const servers = process.env.PARLEY_TEST_MYSQL && process.env.PARLEY_TEST_REDIS;
const TEST_MS = 300_000;

(servers ? describe : describe.skip)('calls on two nodes', () => {
  let cluster: Cluster;
  let stage: Cast;
  /** Ada and Cy are on the first node, Ben and Dee on the second. */
  let ada: Person, ben: Person, cy: Person, dee: Person;
  let channelId: string;

  beforeAll(async () => {
    cluster = await Cluster.start({ HEADS_INTERVAL_MS: '1000' });
    stage = await cast(cluster.nodes[0].url);
    ({ ada, ben, cy } = stage);
    dee = await teamMate(stage, 'dee');
    for (const who of [ben, dee]) await on(who, 1);
  }, TEST_MS);
  beforeEach(async () => {
    channelId = await voiceChannel(stage);
    for (const who of [ada, ben, cy, dee]) who.forget();
  });
  afterEach(() => expect(cy.passing.filter(({ event }) => event.startsWith('voice.'))).toEqual([]));
  afterAll(async () => {
    for (const who of [ada, ben, cy, dee]) who?.disconnect();
    await cluster?.stop();
  });

  const on = async (who: Person, node: 0 | 1): Promise<Person> => {
    who.disconnect();
    return who.connect(cluster.nodes[node].url);
  };
  /** Who is there, as somebody's own node says. */
  const stays = async (viewer: Person): Promise<string[]> => {
    const { participants } = expectOk(await viewer.command('voice.list', { channelId }));
    return participants.map(({ user, peerId }: any) => `${user.id} ${peerId}`);
  };
  const stayOf = (who: Person, peerId: string) => `${who.id} ${peerId}`;
  const speak = async (one: Person, from: string, other: Person, to: string) => {
    other.forget();
    expectOk(await sendSignal(one, channelId, { from, to, signalType: 'offer', data: { sdp: SDP } }));
    expect(await other.hears('voice.signalled', (data) => data.from === from)).toMatchObject({ to, userId: one.id });
  };

  it(
    'S1-26 S1-31 who is there is the same on both, and signals and voices cross',
    async () => {
      const [mine, theirs] = [await stepIn(ada, channelId), await stepIn(ben, channelId)];
      await ada.hears('voice.participant.joined', ({ peerId }) => peerId === theirs);
      await dee.hears('voice.participant.joined', ({ peerId }) => peerId === mine);
      for (const viewer of [ada, dee]) expect(await stays(viewer)).toEqual([stayOf(ada, mine), stayOf(ben, theirs)]);
      await speak(ada, mine, ben, theirs);
      await speak(ben, theirs, ada, mine);
      expectOk(await tellState(ben, channelId, { speaking: true }));
      expect(await ada.hears('voice.speaking')).toMatchObject({ userId: ben.id, peerId: theirs });
      expect(dee.passing.filter(({ event }) => event === 'voice.signalled')).toEqual([]);
      const begun = Date.now();
      expectOk(await ada.command('voice.remove', { channelId, userId: ben.id }));
      await ben.hears('voice.participant.left', ({ reason }) => reason === 'removed');
      process.stdout.write(`      told on the other node after ${Date.now() - begun} ms\n`);
      const late = { from: theirs, to: mine, signalType: 'offer', data: { sdp: SDP } };
      expect((await sendSignal(ben, channelId, late)).error.code).toBe('voice.not_in_room');
      expectOk(await leaveVoice('socket', ada, channelId));
    },
    TEST_MS,
  );

  it(
    'S1-26 whoever is removed from the channel on one node is out of the call on the other',
    async () => {
      await stepIn(ada, channelId);
      await stepIn(dee, channelId);
      expectOk(await ada.rest('DELETE', `/channels/${channelId}/members/${dee.id}`));
      const begun = Date.now();
      await ben.hears('voice.participant.left', ({ userId }) => userId === dee.id);
      process.stdout.write(`      out of the call after ${Date.now() - begun} ms\n`);
      expect(Date.now() - begun).toBeLessThan(1_000);
      expect((await joinVoice(dee, channelId)).error.code).toBe('access.denied');
      expectOk(await leaveVoice('socket', ada, channelId));
    },
    TEST_MS,
  );

  it(
    'S1-31 twelve who come at once over both nodes: six are in, every time',
    async () => {
      const mates = await Promise.all(Array.from({ length: 12 }, (_, n) => teamMate(stage, `mate${n}`)));
      await Promise.all(mates.map((who, n) => on(who, (n % 2) as 0 | 1)));
      for (let turn = 0; turn < 5; turn++) {
        channelId = await voiceChannel(stage);
        const answers = await Promise.all(mates.map((who) => joinVoice(who, channelId)));
        expect(answers.filter(({ ok }) => ok)).toHaveLength(6);
        expect(new Set(answers.flatMap(({ ok, error }) => (ok ? [] : error.code)))).toEqual(
          new Set(['voice.room_full']),
        );
        for (const viewer of [ada, ben]) expect(await stays(viewer)).toHaveLength(6);
        expect(
          await cluster.rows('SELECT userId FROM voice_participants WHERE channelId = ?', [channelId]),
        ).toHaveLength(6);
      }
      mates.forEach((who) => who.disconnect());
    },
    TEST_MS,
  );

  it(
    'S1-26 one person on two nodes at once is in one call',
    async () => {
      const other = await voiceChannel(stage);
      const phone = Object.assign(Object.create(ben) as Person, { heard: [], passing: [] });
      await phone.connect(cluster.nodes[0].url);
      for (let turn = 0; turn < 10; turn++) {
        for (const answer of await Promise.all([joinVoice(ben, channelId), joinVoice(phone, other)])) expectOk(answer);
        const rows = await cluster.rows('SELECT channelId FROM voice_participants WHERE userId = ?', [ben.id]);
        const lists = await Promise.all([channelId, other].map((id) => ada.command('voice.list', { channelId: id })));
        const there = lists.flatMap((list) => expectOk(list).participants.map((one: any) => one.channelId));
        expect(there).toEqual([rows[0].channelId]);
      }
      phone.disconnect();
      for (const where of [channelId, other]) expectOk(await ben.command('voice.leave', { channelId: where }));
    },
    TEST_MS,
  );

  it(
    'S1-26 a killed node’s people are out within 12 s, and those who come back elsewhere never were away',
    async () => {
      const [mine, theirs, third] = [
        await stepIn(ada, channelId),
        await stepIn(ben, channelId),
        await stepIn(dee, channelId),
      ];
      await ada.hears('voice.participant.joined', ({ peerId }) => peerId === third);
      ada.forget();
      const begun = Date.now();
      await cluster.nodes[1].end('SIGKILL');
      try {
        await on(ben, 0);
        expect(await stepIn(ben, channelId, { peerId: theirs })).toBe(theirs);
        process.stdout.write(`      back in the call on the other node after ${Date.now() - begun} ms\n`);
        await speak(ada, mine, ben, theirs);
        await speak(ben, theirs, ada, mine);
        await until(async () => !(await stays(ada)).includes(stayOf(dee, third)), 'Dee is out', 30_000);
        const took = Date.now() - begun;
        process.stdout.write(`      a killed node’s people were out of the call after ${took} ms\n`);
        expect(took).toBeLessThan(12_000);
        await ben.hears('voice.participant.left', (data) => data.userId === dee.id && data.reason === 'lost');
        await sleep(3_000);
        expect(await stays(ada)).toEqual([stayOf(ada, mine), stayOf(ben, theirs)]);
        const told = ada.heard
          .filter(({ stream, type }) => stream === `channel:${channelId}` && type.startsWith('voice.'))
          .map(({ data }) => data.userId);
        expect(told.filter((userId) => userId !== dee.id)).toEqual([]);
      } finally {
        cluster.nodes[1] = await cluster.nodes[1].again();
      }
      for (const who of [ben, dee]) await on(who, 1);
      expect(await stepIn(ben, channelId, { peerId: theirs })).toBe(theirs);
      expect(await stepIn(dee, channelId, { peerId: third })).not.toBe(third);
      for (const who of [ada, ben, dee]) expectOk(await leaveVoice('socket', who, channelId));
    },
    TEST_MS,
  );

  it(
    'S1-26 without Redis people come and go all the same, and the other node hears it by the heads',
    async () => {
      const mine = await stepIn(ada, channelId);
      await cluster.redis.end('SIGKILL');
      try {
        const theirs = await stepIn(ben, channelId);
        for (const viewer of [ada, dee]) expect(await stays(viewer)).toEqual([stayOf(ada, mine), stayOf(ben, theirs)]);
        const at = (who: Person) =>
          Math.max(
            0,
            ...who.passing.flatMap(({ event, data }) =>
              event === 'sync.heads' ? (data.positions[`channel:${channelId}`] ?? 0) : 0,
            ),
          );
        await until(() => at(ada) >= 2, 'Ada’s node tells her that the channel has moved', 10_000);
        const { streams } = expectOk(await ada.command('sync', { positions: { [`channel:${channelId}`]: 1 } }));
        expect(streams[`channel:${channelId}`].events).toMatchObject([
          { type: 'voice.participant.joined', data: { peerId: theirs } },
        ]);
        await sleep(10_000); // past the lease: nobody needs Redis to stay
        expect(await stays(dee)).toEqual([stayOf(ada, mine), stayOf(ben, theirs)]);
      } finally {
        cluster.redis = await cluster.redis.again();
      }
      for (const who of [ada, ben]) expectOk(await leaveVoice('socket', who, channelId));
    },
    TEST_MS,
  );

  it.each([600_000, -600_000])(
    'S1-26 a node whose clock is off by %i ms takes nobody out and keeps nobody in',
    async (off) => {
      const patch = `const D=Date;globalThis.Date=class extends D{constructor(...a){if(a.length)super(...a);else super(D.now()+${off})}static now(){return D.now()+${off}}}`;
      const astray = await ServerNode.start({
        ...cluster.env,
        NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(patch)}`,
      });
      try {
        dee.disconnect();
        await dee.connect(astray.url);
        const [mine, third] = [await stepIn(ada, channelId), await stepIn(dee, channelId)];
        await sleep(12_000);
        for (const viewer of [ada, dee]) expect(await stays(viewer)).toEqual([stayOf(ada, mine), stayOf(dee, third)]);
        const begun = Date.now();
        await astray.end('SIGKILL');
        await until(async () => (await stays(ada)).length === 1, 'Dee is out', 30_000);
        expect(Date.now() - begun).toBeLessThan(12_000);
      } finally {
        await astray.end('SIGKILL');
      }
      await on(dee, 1);
      expectOk(await leaveVoice('socket', ada, channelId));
    },
    TEST_MS,
  );
});
