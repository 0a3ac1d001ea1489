import { setTimeout as sleep } from 'node:timers/promises';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, type Cast, type Person } from '../support/people.js';
import {
  declineVoice,
  joinVoice,
  leaveVoice,
  listVoice,
  muteVoice,
  namesIn,
  removeVoice,
  stepIn,
  teamMate,
  voiceChannel,
} from '../support/voice.js';

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, dee: Person;
  let pair: string, group: string;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    dee = await teamMate(stage, 'dee');
    const open = async (...who: Person[]) =>
      expectOk(await ada.rest('POST', '/dms', { userIds: who.map(({ id }) => id) })).channel.id;
    [pair, group] = [await open(ben), await open(ben, dee)];
  }, 300_000);
  beforeEach(() => [ada, ben, cy, dee].forEach((who) => who.forget()));
  afterEach(() => expect(cy.heard).toEqual([]));
  afterAll(() => [ada, ben, cy, dee].forEach((who) => who.disconnect()));

  const last = async (channelId: string) =>
    expectOk(await ada.rest('GET', `/channels/${channelId}/messages?limit=1`)).items.at(-1);
  /** What a line of the timeline says that happened. */
  const told = ({ body }: any) => JSON.parse(body);
  const callOf = async (channelId: string) => expectOk(await listVoice('rest', ada, channelId)).call;

  describe.each(doors)('a call in a DM by %s', (door) => {
    it('S1-31 it rings, is answered, and stands in the timeline with its length', async () => {
      const { room } = expectOk(await joinVoice(ada, pair));
      const call = {
        ...{ id: expect.any(String), channelId: pair, callerId: ada.id, startedAt: expect.any(String) },
        ...{ ringUntil: expect.any(String), answeredAt: null, endedAt: null, declinedBy: [], version: 1 },
      };
      expect(room.call).toEqual(call);
      expect(await ben.hears('voice.call.started')).toEqual(room.call);
      expect(Date.parse(room.call.ringUntil) - Date.parse(room.call.startedAt)).toBe(30_000);
      expect(expectOk(await ben.command('sync', {})).streams[`channel:${pair}`].data.voice.call).toEqual(room.call);
      await stepIn(ben, pair);
      const answered = await ada.hears('voice.call.updated');
      expect(answered).toEqual({ ...room.call, answeredAt: expect.any(String), version: 2 });
      await sleep(1_200);
      expectOk(await leaveVoice(door, ada, pair));
      expect((await callOf(pair)).id).toBe(room.call.id);
      expect(expectOk(await leaveVoice(door, ben, pair)).call).toBeNull();
      const ended = await ada.hears('voice.call.updated', ({ endedAt }) => endedAt !== null);
      expect(ended).toEqual({ ...answered, endedAt: expect.any(String), version: 3 });
      const line = await last(pair);
      expect(line).toMatchObject({ kind: 'system', author: { id: ada.id } });
      expect(told(line)).toEqual({ event: 'call_ended', callId: room.call.id, seconds: expect.any(Number) });
      expect([1, 2, 3]).toContain(told(line).seconds);
    });

    it('S1-31 what nobody answered was missed', async () => {
      const { room } = expectOk(await joinVoice(ada, pair));
      expectOk(await leaveVoice(door, ada, pair));
      await ben.hears('voice.call.updated', ({ endedAt }) => endedAt !== null);
      const line = await last(pair);
      expect(told(line)).toEqual({ event: 'call_missed', callId: room.call.id });
      expect(line.author.id).toBe(ada.id);
      // It waits for the others as if it had been said; for whoever called nothing waits any more.
      const marks = async (who: Person) => {
        const { counted, readMark } = expectOk(await who.command('sync', {})).streams[`channel:${pair}`].data;
        return counted - readMark.counted;
      };
      expect([await marks(ada), (await marks(ben)) > 0]).toEqual([0, true]);
      expectOk(await ben.rest('POST', `/channels/${pair}/read`, { seq: line.seq }));
      expect(await marks(ben)).toBe(0);
    });

    it('S1-31 who declines is rung on none of their devices; the caller hears it', async () => {
      await stepIn(ada, group);
      for (let twice = 0; twice < 2; twice++)
        expect(expectOk(await declineVoice(door, ben, group)).call.declinedBy).toEqual([ben.id]);
      for (const who of [ada, ben, dee])
        expect(await who.hears('voice.call.updated')).toMatchObject({ declinedBy: [ben.id], version: 2 });
      expect(expectOk(await declineVoice(door, ada, group)).call.declinedBy).toEqual([ben.id]); // not one's own
      await stepIn(dee, group);
      expect(await callOf(group)).toMatchObject({ answeredAt: expect.any(String), declinedBy: [ben.id], version: 3 });
      for (const who of [ada, dee]) expectOk(await leaveVoice(door, who, group));
      expect(expectOk(await declineVoice(door, ben, group)).call).toBeNull(); // nothing rings any more
      expect((await declineVoice(door, cy, group)).error.code).toBe('not_found');
      const room = await voiceChannel(stage);
      expect((await declineVoice(door, ada, room)).error.code).toBe('channel.kind_unsupported');
    });

    it('S1-31 nobody leads a conversation, so nobody mutes or removes', async () => {
      await stepIn(ada, pair);
      await stepIn(ben, pair);
      for (const ask of [muteVoice, removeVoice])
        expect((await ask(door, ada, pair, ben.id)).error.code).toBe('channel.kind_unsupported');
      for (const [ask, code] of [
        [() => joinVoice(cy, pair), 'not_found'],
        [() => listVoice(door, cy, pair), 'not_found'],
        [() => leaveVoice(door, cy, pair), 'not_found'],
      ] as const)
        expect((await ask()).error.code).toBe(code);
      for (const who of [ada, ben]) expectOk(await leaveVoice(door, who, pair));
    });
  });

  it('S1-31 two who call each other in the same moment are in one call', async () => {
    for (let turn = 0; turn < 5; turn++) {
      const [one, two] = await Promise.all([joinVoice(ada, pair), joinVoice(ben, pair)]);
      for (const answer of [one, two]) expectOk(answer);
      expect(await callOf(pair)).toMatchObject({ answeredAt: expect.any(String), version: 2 });
      expect(ben.heard.filter(({ type }) => type === 'voice.call.started').length).toBeLessThanOrEqual(turn + 1);
      await Promise.all([leaveVoice('rest', ada, pair), leaveVoice('rest', ben, pair)]);
      expect(await callOf(pair)).toBeNull();
      expect(told(await last(pair))).toMatchObject({ event: 'call_ended' });
    }
  });

  it('S1-31 coming with another device is no answer to one’s own call', async () => {
    await stepIn(ada, pair);
    await stepIn(ada, pair);
    expect(await callOf(pair)).toMatchObject({ answeredAt: null, version: 1 });
    expectOk(await leaveVoice('rest', ada, pair));
    expect(told(await last(pair))).toMatchObject({ event: 'call_missed' });
  });

  it('S1-31 whoever goes from one call into another ends the first if they were the last', async () => {
    await stepIn(ada, pair);
    await stepIn(ada, group);
    await ben.hears('voice.call.updated', ({ channelId, endedAt }) => channelId === pair && endedAt !== null);
    expect(told(await last(pair))).toMatchObject({ event: 'call_missed' });
    expect([await namesIn(ada, pair), await namesIn(ada, group)]).toEqual([[], ['ada']]);
    expectOk(await leaveVoice('rest', ada, group));
  });

  it('S1-31 a call whose people are lost ends as well', async () => {
    await stepIn(ada, pair);
    await stepIn(ben, pair);
    ada.disconnect();
    ben.disconnect();
    await ben.connect();
    await ben.hears('voice.call.updated', ({ endedAt }) => endedAt !== null, 20_000);
    await ada.connect();
    expect(told(await last(pair))).toMatchObject({ event: 'call_ended' });
    expect(await callOf(pair)).toBeNull();
  }, 60_000);

  it('S1-31 whoever shares no team any more is in no call either', async () => {
    const eve = await teamMate(stage, 'eve');
    const dm = expectOk(await ada.rest('POST', '/dms', { userIds: [eve.id] })).channel.id;
    await stepIn(ada, dm);
    await stepIn(eve, dm);
    expectOk(await ada.rest('DELETE', `/teams/${stage.team.id}/members/${eve.id}`));
    const since = Date.now();
    for (const whom of [ada, eve]) {
      await ada.hears('voice.participant.left', ({ userId }) => userId === whom.id);
      expect(Date.now() - since).toBeLessThan(1_000);
    }
    expect((await joinVoice(ada, dm)).error.code).toBe('dm.no_shared_team');
    expect(told(await last(dm))).toMatchObject({ event: 'call_ended' });
    eve.disconnect();
  });
});
