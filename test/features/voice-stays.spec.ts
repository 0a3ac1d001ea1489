import { FactRegistry } from '../../src/platform/changes/facts.js';
import { Stays } from '../../src/features/voice/stays.js';
import { VoiceUpkeep } from '../../src/features/voice/voice-upkeep.js';
import { onEachDatabase } from '../support/app.js';
import { cast, doors, expectOk, type Cast, type Person } from '../support/people.js';
import { secondDevice } from '../support/places.js';
import { until } from '../support/processes.js';
import {
  joinVoice,
  lapse,
  leaveVoice,
  listVoice,
  muteVoice,
  namesIn,
  stepIn,
  teamMate,
  voiceChannel,
} from '../support/voice.js';

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, dee: Person;
  let channelId: string;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    dee = await teamMate(stage, 'dee', 'admin');
  }, 300_000);
  beforeEach(async () => {
    channelId = await voiceChannel(stage);
    [ada, ben, cy, dee].forEach((who) => who.forget());
  });
  afterEach(() => expect(cy.heard).toEqual([]));
  afterAll(() => [ada, ben, cy, dee].forEach((who) => who.disconnect()));

  const everybodyOut = async (place: string) => {
    for (const who of [ada, ben, dee]) expectOk(await leaveVoice('rest', who, place));
  };
  /** How somebody is seen in the call of a channel. */
  const seen = async (who: Person, place: string) =>
    expectOk(await listVoice('rest', ada, place)).participants.find(({ user }: any) => user.id === who.id);
  /** Lets somebody vanish, and comes back with them when everybody knows that they are out. */
  const lose = async (who: Person, place: string) => {
    who.disconnect();
    await lapse(app(), who.id);
    await dee.hears(
      'voice.participant.left',
      ({ channelId: where, userId, reason }) => where === place && userId === who.id && reason === 'lost',
      20_000,
    );
    await who.connect();
  };

  describe.each(doors)('what a moderator has silenced, by %s', (door) => {
    it('S1-26 stays so for whoever leads the channel themselves, here and from another call', async () => {
      const own = await voiceChannel(stage);
      await stepIn(ada, channelId);
      expect(expectOk(await muteVoice(door, dee, channelId, ada.id)).participants).toMatchObject([{ silenced: true }]);
      const denied = { code: 'access.denied', status: 403, permission: 'voice.mute' };
      for (const muted of [false, true])
        expect((await muteVoice(door, ada, channelId, ada.id, muted)).error).toMatchObject(denied);
      expect((await muteVoice(door, ada, own, ada.id, false)).error.code).toBe('not_found');
      await stepIn(ada, own);
      expect((await muteVoice(door, ada, own, ada.id, false)).error).toMatchObject(denied);
      expect((await muteVoice(door, ada, channelId, ada.id, false)).error.code).toBe('not_found');
      await stepIn(ada, channelId);
      expect(await seen(ada, channelId)).toMatchObject({ silenced: true });
      expect(expectOk(await muteVoice(door, dee, channelId, ada.id, false)).participants).toMatchObject([
        { silenced: false },
      ]);
      await everybodyOut(channelId);
    });

    it('S1-26 is so in each channel by itself, however often one moves', async () => {
      const other = await voiceChannel(stage);
      const third = await voiceChannel(stage);
      const silence = async (place: string, muted: boolean) =>
        expectOk(await muteVoice(door, ada, place, ben.id, muted));
      const moveTo = async (place: string) => {
        await stepIn(ben, place);
        return (await seen(ben, place)).silenced;
      };
      expect(await moveTo(channelId)).toBe(false);
      await silence(channelId, true);
      expect(await moveTo(other)).toBe(false);
      await silence(other, true);
      expect([await moveTo(third), await moveTo(channelId), await moveTo(other)]).toEqual([false, true, true]);
      await silence(other, false);
      expect([await moveTo(third), await moveTo(channelId), await moveTo(other)]).toEqual([false, true, false]);
      await moveTo(channelId);
      await silence(channelId, false);
      await everybodyOut(channelId);
    });
  });

  it('S1-26 a lost device comes back by itself within a minute, and not later', async () => {
    const peerId = await stepIn(ben, channelId);
    await lose(ben, channelId);
    await lapse(app(), ben.id, 61_000);
    expect((await joinVoice(ben, channelId, { peerId })).error).toMatchObject({
      ...{ code: 'voice.not_in_room', status: 409 },
    });
    expect(await namesIn(ada, channelId)).toEqual([]);
    await lapse(app(), ben.id, 55_000);
    expect(await stepIn(ben, channelId, { peerId })).not.toBe(peerId);
    expect(await namesIn(ada, channelId)).toEqual(['ben']);
    await everybodyOut(channelId);
  }, 60_000);

  it('S1-31 a device that comes back by itself rings nobody: in a DM it comes back into a call that runs alone', async () => {
    const dm = expectOk(await ada.rest('POST', '/dms', { userIds: [ben.id, dee.id] })).channel.id;
    let peerId = await stepIn(ada, dm);
    await stepIn(ben, dm);
    const { id } = expectOk(await listVoice('rest', ada, dm)).call;
    await lose(ada, dm);
    peerId = await stepIn(ada, dm, { peerId });
    expect(expectOk(await listVoice('rest', ada, dm))).toMatchObject({ participants: [{}, {}], call: { id } });
    expectOk(await leaveVoice('rest', ben, dm));
    [ada, ben, dee].forEach((who) => who.forget());
    await lose(ada, dm);
    expect((await joinVoice(ada, dm, { peerId })).error).toMatchObject({ code: 'voice.not_in_room', status: 409 });
    expect(expectOk(await listVoice('rest', ada, dm))).toEqual({ participants: [], limit: 6, call: null });
    await stepIn(ada, dm); // what is meant to ring does
    await ben.hears('voice.call.started');
    expect(ben.heard.filter(({ type }) => type === 'voice.call.started')).toHaveLength(1);
    await everybodyOut(dm);
  }, 60_000);

  it('S1-26 S1-05 whoever is back inside is not told of as gone', async () => {
    const stream = `channel:${channelId}` as const;
    const { position } = expectOk(await ada.command('sync', {})).streams[stream];
    for (let twice = 0; twice < 2; twice++) {
      await stepIn(ben, channelId);
      expectOk(await leaveVoice('rest', ben, channelId));
    }
    const told = async () => {
      const { streams } = expectOk(await ada.command('sync', { positions: { [stream]: position } }));
      return streams[stream].events.map(({ type, data }: any) => [type, data.peerId ?? data.reason]);
    };
    expect(await told()).toEqual([['voice.participant.left', 'left']]);
    const peerId = await stepIn(ben, channelId);
    expect(await told()).toEqual([['voice.participant.joined', peerId]]);
    // Whoever asks for the copy of an earlier leaving, for whatever reason, gets none.
    const type = 'voice.participant.left';
    const late = { stream, position: position + 2, type, subjectId: `${channelId}/${ben.id}` };
    const copy = () => app().database.snapshot((reader) => app().get(FactRegistry).familyOf(type).load(reader, [late]));
    expect(await copy()).toEqual([undefined]);
    await stepIn(ben, await voiceChannel(stage));
    expect(await copy()).toMatchObject([{ channelId, userId: ben.id }]);
  });

  it('S1-26 a device leaves with its own stay alone, and by REST one leaves with whatever device', async () => {
    await stepIn(ben, channelId);
    const phone = await secondDevice(ben);
    const peerId = await stepIn(phone, channelId);
    expectOk(await leaveVoice('socket', ben, channelId));
    expect(await seen(ben, channelId)).toMatchObject({ peerId });
    expectOk(await leaveVoice('socket', phone, channelId));
    expect(await namesIn(ada, channelId)).toEqual([]);
    await stepIn(phone, channelId);
    expectOk(await leaveVoice('rest', ben, channelId));
    expect(await namesIn(ada, channelId)).toEqual([]);
    phone.disconnect();
  });

  describe('while a node cannot end somebody’s part', () => {
    /** What a test holds up. */
    interface Held {
      end(...args: unknown[]): Promise<void>;
    }
    const lost = async () => {
      dee.disconnect();
      await lapse(app(), dee.id);
    };
    beforeEach(async () => {
      for (const who of [ada, ben, dee]) await stepIn(who, channelId);
    });
    afterEach(async () => {
      await dee.connect();
      await everybodyOut(channelId);
    });

    it('S1-26 whoever is there stays there, however long that takes', async () => {
      const upkeep = app().get(VoiceUpkeep) as unknown as Held;
      const end = upkeep.end.bind(upkeep);
      let held = 0;
      let release!: () => void;
      const hangs = new Promise<void>((resolve) => (release = resolve));
      upkeep.end = async (...args) => {
        held += 1;
        await hangs;
        return end(...args);
      };
      try {
        await lost();
        await until(() => held > 0, 'an ending hangs', 20_000);
        const since = Date.now();
        const { aliveUntil } = await row(ada);
        await until(async () => (await row(ada)).aliveUntil > aliveUntil, 'a lease is put off', 6_000);
        expect([held, Date.now() - since < 8_000]).toEqual([1, true]); // and it hangs still
      } finally {
        release();
        upkeep.end = end;
      }
      await ada.hears('voice.participant.left', ({ userId }) => userId === dee.id, 20_000);
      expect(await namesIn(ada, channelId)).toEqual(['ada', 'ben']);
    }, 60_000);

    it('S1-26 the others whose part is over are out all the same', async () => {
      const stays = app().get(Stays) as unknown as Held;
      const end = stays.end.bind(stays);
      let first: string | undefined;
      stays.end = (...args) => {
        const { userId } = args[1] as { userId: string };
        first ??= userId;
        return userId === first ? Promise.reject(new Error('The database does not like this one.')) : end(...args);
      };
      try {
        ben.disconnect();
        await lapse(app(), ben.id);
        await lost();
        await until(async () => (await namesIn(ada, channelId)).length === 2, 'one is out', 20_000);
        expect(await namesIn(ada, channelId)).toEqual(['ada', first === ben.id ? 'ben' : 'dee']);
      } finally {
        stays.end = end;
      }
      await until(async () => (await namesIn(ada, channelId)).length === 1, 'both are out', 20_000);
      await ben.connect();
    }, 60_000);
  });

  const row = async ({ id }: Person): Promise<{ aliveUntil: string }> => {
    const [found] = await app().database.read((reader) =>
      reader.query('SELECT aliveUntil FROM voice_participants WHERE userId = ?', [id]),
    );
    return { aliveUntil: new Date(found.aliveUntil).toISOString() };
  };
});
