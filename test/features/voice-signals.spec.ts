import { setTimeout as sleep } from 'node:timers/promises';
import { VoiceSignals } from '../../src/features/voice/voice-signals.service.js';
import { onEachDatabase } from '../support/app.js';
import { cast, expectOk, nonce, type Cast, type Person } from '../support/people.js';
import { joinVoice, leaveVoice, SDP, sendSignal, stepIn, teamMate, voiceChannel } from '../support/voice.js';

const signalled = (who: Person) => who.passing.filter(({ event }) => event === 'voice.signalled');

onEachDatabase((app) => {
  let stage: Cast;
  let ada: Person, ben: Person, cy: Person, dee: Person;
  let channelId: string, from: string, to: string;
  beforeAll(async () => {
    stage = await cast(app().url);
    ({ ada, ben, cy } = stage);
    dee = await teamMate(stage, 'dee');
    channelId = await voiceChannel(stage);
  }, 300_000);
  beforeEach(async () => {
    from = await stepIn(ada, channelId);
    to = await stepIn(ben, channelId);
    [ada, ben, cy, dee].forEach((who) => who.forget());
  });
  afterEach(() => expect([...signalled(cy), ...signalled(dee)]).toEqual([]));
  afterAll(() => [ada, ben, cy, dee].forEach((who) => who.disconnect()));

  const candidate = {
    candidate: 'candidate:1 1 udp 2113937151 192.0.2.1 54400 typ host',
    sdpMid: '0',
    sdpMLineIndex: 0,
  };
  const said: [string, object][] = [
    ['offer', { sdp: SDP }],
    ['answer', { sdp: SDP }],
    ['ice', { ...candidate, usernameFragment: 'x+/y' }],
    ['ice', { candidate: '', sdpMid: null, sdpMLineIndex: null, usernameFragment: null }],
  ];
  it.each(said)('S1-31 an %s reaches the one device that it is for, word for word', async (signalType, data) => {
    expect(expectOk(await sendSignal(ada, channelId, { from, to, signalType, data }))).toEqual({ to });
    const heard = await ben.hears('voice.signalled');
    expect(heard).toEqual({ channelId, userId: ada.id, from, to, signalType, data });
    await sleep(100);
    expect(signalled(ben)).toHaveLength(1);
    expect([...signalled(ada), ...ada.heard, ...ben.heard]).toEqual([]); // nothing of it is kept
  });

  it('S1-31 the sender is whom the server knows: another’s stay, an earlier one and a made-up one are refused', async () => {
    const offer = { to, signalType: 'offer', data: { sdp: SDP } };
    const third = await stepIn(dee, channelId);
    for (const wrong of [third, to, nonce()])
      expect((await sendSignal(ada, channelId, { ...offer, from: wrong })).error).toMatchObject({
        ...{ code: 'voice.not_in_room', status: 409 },
      });
    expectOk(await leaveVoice('rest', ada, channelId));
    expect((await sendSignal(ada, channelId, { ...offer, from })).error.code).toBe('voice.not_in_room');
    const now = await stepIn(ada, channelId);
    expect((await sendSignal(ada, channelId, { ...offer, from })).error.code).toBe('voice.not_in_room');
    expectOk(await sendSignal(ada, channelId, { ...offer, from: now }));
    await ben.hears('voice.signalled', (data) => data.from === now);
    expect(signalled(ben)).toHaveLength(1);
    expect((await sendSignal(ada, channelId, { ...offer, from: now, userId: ben.id })).error.code).toBe(
      'validation.failed',
    );
    expectOk(await leaveVoice('rest', dee, channelId));
  });

  it('S1-31 it goes to people in the same call alone, and not to oneself', async () => {
    const other = await voiceChannel(stage);
    const elsewhere = await stepIn(dee, other);
    const offer = { from, signalType: 'offer', data: { sdp: SDP } };
    for (const foreign of [elsewhere, from, nonce()])
      expect((await sendSignal(ada, channelId, { ...offer, to: foreign })).error).toMatchObject({
        ...{ code: 'voice.peer_gone', status: 409 },
      });
    for (const whom of [to, elsewhere])
      expect((await sendSignal(ada, other, { ...offer, to: whom })).error.code).toBe('voice.not_in_room');
    expect((await sendSignal(cy, channelId, { ...offer, to })).error.code).toBe('not_found');
    expectOk(await leaveVoice('rest', ben, channelId));
    expect((await sendSignal(ada, channelId, { ...offer, to })).error.code).toBe('voice.peer_gone');
    await sleep(150);
    expect([...signalled(ada), ...signalled(ben)]).toEqual([]);
    expectOk(await leaveVoice('rest', dee, other));
  });

  it('S1-31 what is no signal, or too large for one, is refused by name', async () => {
    const wrong: [object, string][] = [
      [{ signalType: 'offer', data: {} }, 'data:signalData'],
      [{ signalType: 'offer', data: candidate }, 'data:signalData'],
      [{ signalType: 'answer', data: { candidate: '' } }, 'data:signalData'],
      [{ signalType: 'ice', data: {} }, 'data:signalData'],
      [{ signalType: 'ice', data: { sdp: SDP } }, 'data:signalData'],
      [{ signalType: 'offer', data: { sdp: SDP, candidate: '' } }, 'data:signalData'],
      [{ signalType: 'ice', data: { sdp: SDP, candidate: '' } }, 'data:signalData'],
      [{ signalType: 'offer', data: { sdp: 'x'.repeat(48_001) } }, 'data.sdp:maxLength'],
      [{ signalType: 'ice', data: { candidate: 'x'.repeat(2_001) } }, 'data.candidate:maxLength'],
      // Beside each other neither may hide what the other is.
      [{ signalType: 'offer', data: { sdp: 'x'.repeat(48_001), candidate: '' } }, 'data.sdp:maxLength'],
      [{ signalType: 'ice', data: { sdp: '', candidate: { of: 'anything' } } }, 'data.candidate:isString'],
      [{ signalType: 'offer', data: { sdp: null } }, 'data.sdp:isString'],
      [{ signalType: 'offer', data: { sdp: [SDP] } }, 'data.sdp:isString'],
      [{ signalType: 'offer', data: { sdp: `${SDP}\0` } }, 'data.sdp:noNul'],
      [{ signalType: 'ice', data: { candidate: 'a\nb' } }, 'data.candidate:singleLine'],
      [{ signalType: 'ice', data: { candidate: '', sdpMLineIndex: -1 } }, 'data.sdpMLineIndex:min'],
      [{ signalType: 'ice', data: { candidate: '', sdpMLineIndex: 65_536 } }, 'data.sdpMLineIndex:max'],
      [{ signalType: 'ice', data: { candidate: '', sdpMid: 'x'.repeat(65) } }, 'data.sdpMid:maxLength'],
      [
        { signalType: 'ice', data: { candidate: '', usernameFragment: 'x'.repeat(257) } },
        'data.usernameFragment:maxLength',
      ],
      [{ signalType: 'ice', data: { candidate: '', more: 1 } }, 'data.more:unknown'],
      [{ signalType: 'shout', data: { sdp: SDP } }, 'signalType:isIn'],
      [{ signalType: 'offer', data: SDP }, 'data:isObject'],
      [{ signalType: 'offer', data: [{ sdp: SDP }] }, 'data:isObject'],
      [{ signalType: 'offer' }, 'data:isObject'],
      [{ signalType: 'offer', data: { sdp: SDP }, to: 'ben' }, 'to:isId'],
      [{ signalType: 'offer', data: { sdp: SDP }, from: null }, 'from:isId'],
    ];
    for (const [input, broken] of wrong) {
      const { error } = await sendSignal(ada, channelId, { from, to, ...input });
      expect([error?.code, error?.fields?.map(({ field, rule }) => `${field}:${rule}`)]).toEqual([
        'validation.failed',
        expect.arrayContaining([broken]),
      ]);
    }
    const largest = { from, to, signalType: 'offer', data: { sdp: 'x'.repeat(48_000) } };
    expectOk(await sendSignal(ada, channelId, largest));
    expect((await ben.hears('voice.signalled')).data).toEqual(largest.data);
    expect(signalled(ben)).toHaveLength(1);
    for (const peerId of ['me', null, 7, {}])
      expect((await joinVoice(ada, channelId, { peerId })).error.code).toBe('validation.failed');
  });

  it('S1-31 a word that takes longer is not overtaken by the next of the same device', async () => {
    const signals = app().get(VoiceSignals);
    const signal = signals.signal.bind(signals);
    let isFirst = true;
    signals.signal = async (...args) => {
      const takesLonger = isFirst;
      isFirst = false;
      if (takesLonger) await sleep(200); // as one does whose grant or rows are read anew
      return signal(...args);
    };
    try {
      const offer = sendSignal(ada, channelId, { from, to, signalType: 'offer', data: { sdp: SDP } });
      const ice = sendSignal(ada, channelId, { from, to, signalType: 'ice', data: candidate });
      for (const answer of await Promise.all([offer, ice])) expectOk(answer);
    } finally {
      signals.signal = signal;
    }
    await ben.hears('voice.signalled', ({ signalType }) => signalType === 'ice');
    expect(signalled(ben).map(({ data }) => data.signalType)).toEqual(['offer', 'ice']);
  });

  it('S1-31 six people who connect to each other all at once lose no word', async () => {
    const mates = await Promise.all(['eve', 'fay', 'gil', 'hal'].map((name) => teamMate(stage, name)));
    const people = [ada, ben, ...mates];
    const stays = [from, to, ...(await Promise.all(mates.map((who) => stepIn(who, channelId))))];
    const sent: Promise<any>[] = [];
    people.forEach((who, i) =>
      stays.forEach((peer, j) => {
        if (i === j) return;
        for (let n = 0; n < 20; n++)
          sent.push(
            sendSignal(who, channelId, {
              ...{ from: stays[i], to: peer, signalType: 'ice', data: { candidate: `${i} ${n}` } },
            }),
          );
      }),
    );
    for (const answer of await Promise.all(sent)) expectOk(answer);
    for (const [j, who] of people.entries()) {
      for (const [i] of people.entries()) {
        if (i === j) continue;
        await who.hears('voice.signalled', ({ data }) => data.candidate === `${i} 19`);
        const words = signalled(who)
          .filter(({ data }) => data.from === stays[i])
          .map(({ data }) => data.data.candidate);
        expect(words).toEqual(Array.from({ length: 20 }, (_, n) => `${i} ${n}`)); // in the order in which they were said
      }
      expect(signalled(who).every(({ data }) => data.to === stays[j])).toBe(true);
    }
    for (const who of mates) {
      expectOk(await leaveVoice('rest', who, channelId));
      who.disconnect();
    }
  }, 300_000);
});
