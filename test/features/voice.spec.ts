import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase, startApp } from '../support/app.js';
import { cast, doors, expectOk, nonce, person, type Cast, type Person } from '../support/people.js';
import { secondDevice } from '../support/places.js';
import {
  joinVoice,
  leaveVoice,
  listVoice,
  muteVoice,
  namesIn,
  removeVoice,
  SDP,
  sendSignal,
  stepIn,
  teamMate,
  tellState,
  voiceChannel,
} from '../support/voice.js';

const TURN = {
  STUN_URLS: 'stun:turn.example.org:3478',
  TURN_URLS: 'turn:turn.example.org:3478?transport=udp,turns:turn.example.org:5349?transport=tcp',
  TURN_SECRET: 'a secret that coturn knows as well',
};

const heardOf = (who: Person, channelId: string) =>
  who.heard.filter(({ type, data }) => type.startsWith('voice.') && data.channelId === channelId);
/** What passed for them that is of a call. */
const passed = (who: Person) => who.passing.filter(({ event }) => event.startsWith('voice.'));
const idsOf = ({ participants }: any): string[] => participants.map(({ user }: any) => user.id);

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person;
  let channelId: string;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
  }, 300_000);
  beforeEach(async () => {
    channelId = await voiceChannel(stage);
    [ada, ben, cy].forEach((who) => who.forget());
  });
  afterEach(() => expect([...cy.heard, ...passed(cy)]).toEqual([]));
  afterAll(() => [ada, ben, cy].forEach((who) => who.disconnect()));

  const isHere = (data: any) => data.channelId === channelId;

  describe.each(doors)('calls by %s', (door) => {
    it('S1-26 people step in and out, and all in the channel know who is there', async () => {
      expect(expectOk(await listVoice(door, ben, channelId))).toEqual({ participants: [], limit: 6, call: null });
      const entry = expectOk(await joinVoice(ada, channelId, { muted: true }));
      const first = {
        ...{ channelId, user: expect.objectContaining({ id: ada.id, displayName: 'ada' }), peerId: entry.peerId },
        ...{ muted: true, deafened: false, camera: false, screen: false, silenced: false },
        ...{ joinedAt: expect.any(String), version: expect.any(Number) },
      };
      expect(entry.room).toEqual({ participants: [first], limit: 6, call: null });
      const isAda = ({ user }: any) => user?.id === ada.id;
      for (const who of [ada, ben]) expect(await who.hears('voice.participant.joined', isAda)).toEqual(first);
      await stepIn(ben, channelId);
      expect(idsOf(expectOk(await listVoice(door, ada, channelId)))).toEqual([ada.id, ben.id]);
      expect(JSON.stringify(expectOk(await listVoice(door, ada, channelId)))).not.toContain(ada.socket!.id);
      expect(idsOf(expectOk(await leaveVoice(door, ada, channelId)))).toEqual([ben.id]);
      const gone = { channelId, userId: ada.id, reason: 'left', version: expect.any(Number) };
      for (const who of [ada, ben]) expect(await who.hears('voice.participant.left', isHere)).toEqual(gone);
      expectOk(await leaveVoice(door, ada, channelId)); // twice is once
      await sleep(200);
      expect(heardOf(ben, channelId).map(({ type }) => type)).toEqual([
        ...['voice.participant.joined', 'voice.participant.joined', 'voice.participant.left'],
      ]);
    });

    it('S1-26 leaving a stay that is not any more changes nothing', async () => {
      const old = await stepIn(ada, channelId);
      expectOk(await leaveVoice(door, ada, channelId, old));
      const now = await stepIn(ada, channelId);
      expect(now).not.toBe(old);
      expect(idsOf(expectOk(await leaveVoice(door, ada, channelId, old)))).toEqual([ada.id]);
      expect(idsOf(expectOk(await leaveVoice(door, ada, channelId, now)))).toEqual([]);
    });

    it('S1-26 moderators turn a microphone off, which coming back does not turn on', async () => {
      const peerId = await stepIn(ben, channelId);
      const room = expectOk(await muteVoice(door, ada, channelId, ben.id));
      expect(room.participants).toMatchObject([{ peerId, silenced: true, muted: false }]);
      const isSilenced = ({ silenced }: any) => silenced;
      expect(await ben.hears('voice.participant.updated', isSilenced)).toMatchObject({ user: { id: ben.id } });
      expectOk(await muteVoice(door, ada, channelId, ben.id));
      expectOk(await leaveVoice(door, ben, channelId));
      const elsewhere = await voiceChannel(stage);
      expect(expectOk(await joinVoice(ben, elsewhere)).room.participants[0]).toMatchObject({ silenced: false });
      const back = expectOk(await joinVoice(ben, channelId));
      expect(back.room.participants).toMatchObject([{ silenced: true }]);
      expect((await tellState(ben, channelId, { silenced: false })).error.code).toBe('validation.failed');
      expect(expectOk(await muteVoice(door, ada, channelId, ben.id, false)).participants).toMatchObject([
        { peerId: back.peerId, silenced: false },
      ]);
      expect(heardOf(ada, channelId).filter(({ type }) => type === 'voice.participant.updated')).toHaveLength(2);
      expectOk(await leaveVoice(door, ben, channelId));
      expect((await muteVoice(door, ada, channelId, ben.id)).error).toMatchObject({ code: 'not_found', status: 404 });
    });

    it('S1-26 moderators take people out, whose signals reach nobody any more', async () => {
      const [of, from] = [await stepIn(ada, channelId), await stepIn(ben, channelId)];
      expect(idsOf(expectOk(await removeVoice(door, ada, channelId, ben.id)))).toEqual([ada.id]);
      for (const who of [ada, ben])
        expect(await who.hears('voice.participant.left', isHere)).toMatchObject({ userId: ben.id, reason: 'removed' });
      const signal = { from, to: of, signalType: 'offer', data: { sdp: SDP } };
      expect((await sendSignal(ben, channelId, signal)).error.code).toBe('voice.not_in_room');
      expect((await tellState(ben, channelId, { speaking: true })).error.code).toBe('voice.not_in_room');
      expect((await removeVoice(door, ada, channelId, ben.id)).error.code).toBe('not_found');
      await sleep(200);
      expect(passed(ada)).toEqual([]);
    });

    it('S1-26 nobody acts on those who stand as high as they, nor do plain members', async () => {
      const [dee, eve] = [await teamMate(stage, 'dee'), await teamMate(stage, 'eve')];
      for (const who of [ada, ben, dee, eve]) await stepIn(who, channelId);
      const act = [muteVoice, removeVoice];
      for (const ask of act)
        expect((await ask(door, dee, channelId, ben.id)).error).toMatchObject({ code: 'access.denied', status: 403 });
      for (const who of [ben, dee])
        expectOk(await ada.rest('PATCH', `/channels/${channelId}/members/${who.id}`, { role: 'moderator' }));
      for (const ask of act) {
        for (const equal of [ada, dee])
          expect((await ask(door, ben, channelId, equal.id)).error.code).toBe('access.denied');
        for (const stranger of [cy.id, nonce()])
          expect((await ask(door, ben, channelId, stranger)).error.code).toBe('not_found');
        expectOk(await ask(door, ben, channelId, eve.id));
      }
      expect(await namesIn(ada, channelId)).toEqual(['ada', 'ben', 'dee']);
      expectOk(await removeVoice(door, ada, channelId, dee.id));
      for (const who of [ada, ben]) expectOk(await leaveVoice(door, who, channelId));
      [dee, eve].forEach((who) => who.disconnect());
    });

    it('S1-26 S4-53 strangers find nothing, visitors see who is there and stay outside', async () => {
      await stepIn(ben, channelId);
      const dan = await teamMate(stage, 'dan');
      const gus = await teamMate(stage, 'gus', 'guest');
      expectOk(await dan.rest('POST', `/channels/${channelId}/leave`));
      const asks: [string, (who: Person) => Promise<any>][] = [
        ['voice.list', (who) => listVoice(door, who, channelId)],
        ['voice.join', (who) => joinVoice(who, channelId)],
        ['voice.leave', (who) => leaveVoice(door, who, channelId)],
        ['voice.state', (who) => tellState(who, channelId, { muted: true })],
        [
          'voice.signal',
          (who) =>
            sendSignal(who, channelId, { from: nonce(), to: nonce(), signalType: 'ice', data: { candidate: '' } }),
        ],
        ['voice.mute', (who) => muteVoice(door, who, channelId, ben.id)],
        ['voice.remove', (who) => removeVoice(door, who, channelId, ben.id)],
      ];
      for (const [permission, ask] of asks) {
        for (const who of [cy, gus])
          expect([permission, (await ask(who)).error.code]).toEqual([permission, 'not_found']);
        const visitor = await ask(dan);
        if (permission === 'voice.list') expect(idsOf(expectOk(visitor))).toEqual([ben.id]);
        else expect(visitor.error).toMatchObject({ code: 'access.denied', permission });
      }
      const hidden = await voiceChannel(stage, 'private');
      await stepIn(ada, hidden);
      for (const who of [ben, cy, dan]) {
        expect((await listVoice(door, who, hidden)).error.code).toBe('not_found');
        expect((await joinVoice(who, hidden)).error.code).toBe('not_found');
      }
      expect(await namesIn(ada, channelId)).toEqual(['ben']);
      expectOk(await leaveVoice(door, ben, channelId));
      [dan, gus].forEach((who) => who.disconnect());
    });

    it('S1-26 there are calls in voice channels and DMs alone, and in none that is archived', async () => {
      const root = { body: 'root', nonce: nonce() };
      const { id } = expectOk(await ada.rest('POST', `/channels/${channelId}/messages`, root)); // they carry text as well
      const { channelId: threadId } = expectOk(await ada.rest('POST', `/messages/${id}/thread`));
      for (const place of [stage.general.id, threadId]) {
        for (const answer of [
          await listVoice(door, ada, place),
          await joinVoice(ada, place),
          await leaveVoice(door, ada, place),
          await tellState(ada, place, { muted: true }),
          await muteVoice(door, ada, place, ben.id),
        ])
          expect(answer.error).toMatchObject({ code: 'channel.kind_unsupported', status: 409 });
      }
      expectOk(await ada.rest('POST', `/channels/${channelId}/archive`));
      expect((await joinVoice(ada, channelId)).error.code).toBe('channel.archived');
      expectOk(await listVoice(door, ben, channelId));
    });

    it('S1-31 S3-77 STUN and TURN come by configuration, with a password that coturn will accept for an hour', async () => {
      const ask = () =>
        door === 'rest' ? ada.rest('GET', '/voice/ice-servers') : ada.command('voice.ice_servers', {});
      const entry = expectOk(await joinVoice(ada, channelId));
      const { iceServers, iceTransportPolicy, expiresAt } = expectOk(await ask());
      expect(entry.ice.iceServers[1].urls).toEqual(iceServers[1].urls);
      const end = Number(iceServers[1].username.split(':')[0]);
      expect(Math.abs(end - Date.now() / 1000 - 3_600)).toBeLessThan(60);
      expect(expiresAt).toBe(new Date(end * 1000).toISOString());
      const username = `${end}:${ada.id}`;
      expect(iceServers).toEqual([
        { urls: ['stun:turn.example.org:3478'] },
        {
          urls: TURN.TURN_URLS.split(','),
          username,
          credential: createHmac('sha1', TURN.TURN_SECRET).update(username).digest('base64'),
        },
      ]);
      expect(iceTransportPolicy).toBe('all');
      expect(JSON.stringify(iceServers)).not.toContain(TURN.TURN_SECRET);
      expect((await fetch(`${app().url}/api/v1/voice/ice-servers`)).status).toBe(401);
      expectOk(await leaveVoice(door, ada, channelId));
      expect((await ask()).error).toMatchObject({ code: 'voice.not_in_room', status: 409 });
    });
  });

  it('S1-26 mute, deafen, camera and S1-25 screen are told and kept; what is no change is not told', async () => {
    const peerId = await stepIn(ben, channelId);
    const tell = async (input: object) => expect(expectOk(await tellState(ben, channelId, input))).toEqual({ peerId });
    const steps = [
      { muted: true },
      { deafened: true, camera: true },
      { screen: true },
      { muted: false, screen: false },
    ];
    const told: object = {};
    for (const step of steps) {
      await tell(step);
      await tell(step);
      Object.assign(told, step);
      const isSo = (data: any) => Object.entries(told).every(([name, value]) => data[name] === value);
      expect(await ada.hears('voice.participant.updated', isSo)).toMatchObject({ peerId, ...told });
      expect(expectOk(await listVoice('rest', ada, channelId)).participants).toMatchObject([{ peerId, ...told }]);
    }
    await tell({});
    await sleep(200);
    const updates = heardOf(ada, channelId).filter(({ type }) => type === 'voice.participant.updated');
    expect(updates).toHaveLength(steps.length);
    expect(updates.map(({ data }) => data.version)).toEqual(updates.map((_, n) => updates[0]!.data.version + n));
    for (const [input, field] of [
      [{ muted: null }, 'muted:isBoolean'],
      [{ camera: 'on' }, 'camera:isBoolean'],
      [{ speaking: 1 }, 'speaking:isBoolean'],
      [{ peerId }, 'peerId:unknown'],
      [{ userId: ada.id }, 'userId:unknown'],
    ] as const) {
      const { error } = await tellState(ben, channelId, input);
      expect(error.fields!.map((broken) => `${broken.field}:${broken.rule}`)).toEqual([field]);
    }
    expectOk(await leaveVoice('rest', ben, channelId));
    const again = expectOk(await joinVoice(ben, channelId, { deafened: true }));
    expect(again.room.participants).toMatchObject([{ deafened: true, camera: false, screen: false }]);
    expectOk(await leaveVoice('rest', ben, channelId));
  });

  it('S1-26 who speaks is told to the others at once and not kept', async () => {
    const peerId = await stepIn(ben, channelId);
    await ada.hears('voice.participant.joined', isHere);
    [ada, ben].forEach((who) => who.forget());
    for (const speaking of [true, false]) {
      expectOk(await tellState(ben, channelId, { speaking }));
      expect(await ada.hears('voice.speaking', (data) => data.speaking === speaking)).toEqual({
        ...{ channelId, userId: ben.id, peerId, speaking },
      });
    }
    await sleep(100);
    expect([...heardOf(ada, channelId), ...heardOf(ben, channelId), ...passed(ben)]).toEqual([]);
    expect((await tellState(ada, channelId, { speaking: true })).error.code).toBe('voice.not_in_room');
    expectOk(await leaveVoice('rest', ben, channelId));
  });

  it('S1-31 ten who come at once: six are in, four hear that it is full, every time', async () => {
    const ten = await Promise.all(Array.from({ length: 10 }, (_, n) => teamMate(stage, `mate${n}`)));
    for (let turn = 0; turn < 3; turn++) {
      const room = await voiceChannel(stage);
      const answers = await Promise.all(ten.map((who) => joinVoice(who, room)));
      expect(answers.filter(({ ok }) => ok)).toHaveLength(6);
      for (const { error } of answers.filter(({ ok }) => !ok))
        expect(error).toMatchObject({ code: 'voice.room_full', status: 409 });
      expect(idsOf(expectOk(await listVoice('rest', ada, room)))).toHaveLength(6);
      const inside = ten[answers.findIndex(({ ok }) => ok)]!;
      expectOk(await joinVoice(inside, room)); // who is in may come with another device
      const outside = answers.findIndex(({ ok }) => !ok);
      const stays = await stepIn(ten[outside]!, channelId);
      expect((await joinVoice(ten[outside]!, room)).error.code).toBe('voice.room_full');
      expect(expectOk(await listVoice('rest', ada, channelId)).participants).toMatchObject([{ peerId: stays }]);
      expectOk(await leaveVoice('rest', inside, room));
      await stepIn(ten[outside]!, room);
    }
    ten.forEach((who) => who.disconnect());
  }, 300_000);

  it('S1-26 one is in one call: stepping into another leaves the first', async () => {
    const other = await voiceChannel(stage);
    await stepIn(ben, channelId);
    await stepIn(ben, other);
    expect(await ada.hears('voice.participant.left', isHere)).toMatchObject({
      ...{ userId: ben.id, reason: 'moved' },
    });
    expect([await namesIn(ada, channelId), await namesIn(ada, other)]).toEqual([[], ['ben']]);
    expect((await tellState(ben, channelId, { muted: true })).error.code).toBe('voice.not_in_room');
    const phone = await secondDevice(ben);
    for (let turn = 0; turn < 10; turn++) {
      await Promise.all([joinVoice(ben, channelId), joinVoice(phone, other)].map(async (join) => expectOk(await join)));
      const where = await Promise.all([channelId, other].map((id) => namesIn(ada, id)));
      expect(where.flat()).toEqual(['ben']);
    }
    phone.disconnect();
    expectOk(await leaveVoice('rest', ben, channelId));
    expectOk(await leaveVoice('rest', ben, other));
  });

  it('S1-26 S1-31 the newest device has the call: the one before says nothing any more', async () => {
    const of = await stepIn(ada, channelId);
    const old = await stepIn(ben, channelId);
    const phone = await secondDevice(ben);
    const from = await stepIn(phone, channelId);
    expect(from).not.toBe(old);
    expect(idsOf(expectOk(await listVoice('rest', ada, channelId)))).toEqual([ada.id, ben.id]);
    const signal = { to: of, signalType: 'offer', data: { sdp: SDP } };
    for (const stay of [old, from])
      expect((await sendSignal(ben, channelId, { ...signal, from: stay })).error.code).toBe('voice.not_in_room');
    expect((await tellState(ben, channelId, { muted: true })).error.code).toBe('voice.not_in_room');
    expectOk(await leaveVoice('socket', ben, channelId, old)); // the old device tidies up behind itself
    expectOk(await sendSignal(phone, channelId, { ...signal, from }));
    await ada.hears('voice.signalled', (data) => data.from === from);
    expect(ada.passing.filter(({ event }) => event === 'voice.signalled')).toHaveLength(1);
    expectOk(await sendSignal(ada, channelId, { ...signal, from: of, to: from }));
    await phone.hears('voice.signalled');
    expect(ben.passing.filter(({ event }) => event === 'voice.signalled')).toEqual([]);
    expect((await sendSignal(ada, channelId, { ...signal, from: of, to: old })).error.code).toBe('voice.peer_gone');
    phone.disconnect();
    for (const who of [ada, ben]) expectOk(await leaveVoice('rest', who, channelId));
  });

  it('S1-26 after a lost connection the stay goes on, and nobody is told', async () => {
    const of = await stepIn(ada, channelId);
    const peerId = await stepIn(ben, channelId, { muted: true });
    await ada.hears('voice.participant.joined', ({ user }) => user.id === ben.id);
    ben.disconnect();
    await ben.connect();
    ada.forget();
    const back = expectOk(await joinVoice(ben, channelId, { peerId }));
    expect(back.peerId).toBe(peerId);
    expect(back.room.participants).toMatchObject([{ peerId: of }, { peerId, muted: true }]);
    const signal = { from: peerId, to: of, signalType: 'ice', data: { candidate: '' } };
    expectOk(await sendSignal(ben, channelId, signal));
    await ada.hears('voice.signalled');
    expectOk(await sendSignal(ada, channelId, { ...signal, from: of, to: peerId }));
    await ben.hears('voice.signalled');
    expect(heardOf(ada, channelId)).toEqual([]);
    const refusal = async (stay: string) => (await joinVoice(ben, channelId, { peerId: stay })).error?.code;
    for (const other of [of, nonce()]) expect(await refusal(other)).toBe('voice.not_in_room');
    for (const who of [ada, ben]) expectOk(await leaveVoice('rest', who, channelId));
    expect(await refusal(peerId)).toBe('voice.not_in_room'); // what was left does not come back
  });

  it('S1-05 S1-19 a snapshot shows who is in a call, in every channel that can have one', async () => {
    const peerId = await stepIn(ada, channelId, { muted: true });
    const { streams } = expectOk(await ben.command('sync', {}));
    expect(streams[`channel:${channelId}`].data.voice).toMatchObject({
      ...{ participants: [{ peerId, user: { id: ada.id }, muted: true }], limit: 6, call: null },
    });
    expect(streams[`channel:${stage.general.id}`].data.voice).toBeNull();
    expectOk(await leaveVoice('rest', ada, channelId));
  });
}, TURN);

describe('what flows', () => {
  it('S1-31 a flood of signals and of states is refused by name, each by itself', async () => {
    const limits = { RATE_LIMIT_VOICE_SIGNAL: '5/60', RATE_LIMIT_VOICE_STATE: '6/60' };
    const app = await startApp('sqlite', { RATE_LIMIT_ENABLED: 'true', ...limits });
    const stage = await cast(app.url);
    const { ada, ben } = stage;
    const channelId = await voiceChannel(stage);
    const [from, to] = [await stepIn(ada, channelId), await stepIn(ben, channelId)];
    const signal = { from, to, signalType: 'ice', data: { candidate: '' } };
    const signals = [];
    for (let n = 0; n < 8; n++) signals.push(await sendSignal(ada, channelId, signal));
    expect(signals.map(({ ok }) => ok)).toEqual([...Array(5).fill(true), ...Array(3).fill(false)]);
    expect(signals[7]!.error).toMatchObject({ code: 'rate.limited', status: 429 });
    const states = [];
    for (let n = 0; n < 8; n++) states.push(await tellState(ada, channelId, { speaking: n % 2 === 0 }));
    expect(states.map(({ ok }) => ok)).toEqual([...Array(5).fill(true), ...Array(3).fill(false)]);
    expect(states[7]!.error).toMatchObject({ code: 'rate.limited', status: 429 });
    expectOk(await sendSignal(ben, channelId, { ...signal, from: to, to: from }));
    for (const who of [ada, ben, stage.cy]) who.disconnect();
    await app.close();
  }, 300_000);

  it('S1-31 S3-65 nobody makes a DM ring without end; coming back and calls that do not ring count for nothing', async () => {
    const app = await startApp('sqlite', { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_VOICE_CALL: '3/60' });
    const stage = await cast(app.url);
    const { ada, ben } = stage;
    const dee = await teamMate(stage, 'dee');
    const open = async (...who: Person[]) =>
      expectOk(await ada.rest('POST', '/dms', { userIds: who.map(({ id }) => id) })).channel.id;
    const [pair, group, room] = [await open(ben), await open(ben, dee), await voiceChannel(stage)];
    const rings = () => heardOf(ben, pair).filter(({ type }) => type === 'voice.call.started');
    for (let n = 0; n < 3; n++) {
      const peerId = await stepIn(ada, pair);
      for (let twice = 0; twice < 2; twice++) expectOk(await joinVoice(ada, pair, { peerId }));
      expectOk(await leaveVoice('socket', ada, pair));
    }
    const { error } = await joinVoice(ada, pair);
    expect(error).toMatchObject({ code: 'rate.limited', status: 429, retryAfter: expect.any(Number) });
    await stepIn(ada, group); // another conversation rings by itself
    for (let n = 0; n < 5; n++) await stepIn(ada, room);
    await stepIn(ben, pair); // as others do who have not called
    expect(rings()).toHaveLength(4);
    for (const who of [ada, ben, dee, stage.cy]) who.disconnect();
    await app.close();
  }, 300_000);

  it('S1-31 leaving is never refused, however much one has done', async () => {
    const app = await startApp('sqlite', { RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_VOICE_STATE: '3/60' });
    const stage = await cast(app.url);
    const { ada } = stage;
    const channelId = await voiceChannel(stage);
    const peerId = await stepIn(ada, channelId);
    for (let n = 0; n < 3; n++) await tellState(ada, channelId, { muted: n % 2 === 0 });
    expect((await joinVoice(ada, channelId, { peerId })).error.code).toBe('rate.limited');
    for (const door of doors) expect(idsOf(expectOk(await leaveVoice(door, ada, channelId)))).toEqual([]);
    for (const who of [ada, stage.ben, stage.cy]) who.disconnect();
    await app.close();
  }, 300_000);

  it('S3-77 without a relay there is none, and with it alone devices are told so', async () => {
    for (const [env, answer] of [
      [{}, { iceServers: [], iceTransportPolicy: 'all', expiresAt: null }],
      [
        { ...TURN, VOICE_RELAY_ONLY: 'true', TURN_CREDENTIAL_SECONDS: '60', VOICE_ROOM_LIMIT: '2' },
        { iceServers: [{}, {}], iceTransportPolicy: 'relay', expiresAt: expect.any(String) },
      ],
    ] as const) {
      const app = await startApp('sqlite', env);
      const ada = await person(app.url, 'ada');
      const { id: teamId } = expectOk(await ada.rest('POST', '/teams', { name: 'Team' }));
      const room = expectOk(await ada.rest('POST', '/channels', { teamId, name: 'Voices', kind: 'voice' }));
      expect(expectOk(await joinVoice(await ada.connect(), room.id)).ice).toMatchObject(answer);
      ada.disconnect();
      await app.close();
    }
  }, 300_000);
});
