import { jest } from '@jest/globals';
import { ownError, ParleyError } from '../src/errors.js';
import { Events } from '../src/events.js';
import type { VoiceParticipant } from '../src/index.js';
import type { VoiceParticipantGone } from '../src/generated/contract.js';
import type { Commander } from '../src/net/commander.js';
import { reduce } from '../src/store/reduce.js';
import { Store } from '../src/store/store.js';
import type { Fact, FactType } from '../src/wire.js';
import { Voice } from '../src/voice/voice.js';
import { asUser, myself, NOW } from './model-things.js';

const problem = (code: string, status = 409) => new ParleyError({ code, status, title: '' });
/** A browser of which nothing is asked as long as nobody else is in a call. */
const browser = globalThis as { RTCPeerConnection?: unknown };

/** A device with a server that a test plays: it lets everybody in unless it is told what to answer, and tells what happens as the real one does. */
function bench() {
  const store = new Store();
  const events = new Events();
  const asked: [name: string, input: object][] = [];
  const refusals: (Error | undefined)[] = [];
  let refused = 'voice.join';
  let stays = 0;
  let version = 0;
  let position = 0;
  const me = myself();
  const empty = { participants: [], limit: 6, call: null };
  store.update((state) => ({
    ...{ ...state, me, voices: { a: empty, b: empty }, positions: { 'channel:a': 0, 'channel:b': 0 } },
    memberships: Object.fromEntries(
      ['a', 'b'].map((channelId) => [
        channelId,
        { channelId, user: asUser(me), role: 'member', joinedAt: NOW, version: 1 },
      ]),
    ),
  }));
  const hear = (type: FactType, data: { channelId: string }) => {
    const heard = { type, data, stream: `channel:${data.channelId}`, position: (position += 1) } as Fact;
    store.update((state) => reduce(state, heard));
    events.tell([heard]);
  };
  const stay = (channelId: string, peerId: string): VoiceParticipant => ({
    ...{ channelId, user: asUser(me), peerId, muted: false, deafened: false, camera: false, screen: false },
    ...{ silenced: false, joinedAt: NOW, version: (version += 1) },
  });
  const come = (channelId: string, peerId: string) => hear('voice.participant.joined', stay(channelId, peerId));
  const go = (channelId: string, reason: string, past?: number) =>
    hear('voice.participant.left', {
      ...{ channelId, userId: me.id, reason, version: past ?? (version += 1) },
    } as VoiceParticipantGone);
  const own = (channelId: string) => store.state.voices[channelId]!.participants[0];
  const server = {
    run: async (name: string, input: { channelId: string; peerId?: string }) => {
      const { channelId, peerId } = input;
      asked.push([name, input]);
      await waiting;
      if (name === 'voice.leave' && own(channelId)) go(channelId, 'left');
      const refusal = name === refused ? refusals.shift() : undefined;
      if (refusal) throw refusal;
      if (name !== 'voice.join') return {};
      const other = channelId === 'a' ? 'b' : 'a';
      if (own(other)) go(other, 'moved');
      const isThere = peerId !== undefined && own(channelId)?.peerId === peerId;
      const given = isThere ? peerId : `stay ${(stays += 1)}`;
      if (!isThere) come(channelId, given);
      return { peerId: given, room: empty, ice: { iceServers: [], iceTransportPolicy: 'all', expiresAt: null } };
    },
  };
  /** By the live connection alone, or not at all. */
  const runLive = (name: string, input: { channelId: string }) => server.run(`live ${name}`, input);
  let waiting: Promise<void> = Promise.resolve();
  const voice = new Voice({ ...server, runLive } as unknown as Commander, store, events);
  const ends: string[] = [];
  voice.onEnd(({ channelId, reason }) => ends.push(`${channelId} ${reason}`));
  return {
    ...{ voice, asked, ends, come },
    /** What was asked of the server since the last time, but how one is. */
    requests: () => asked.splice(0).filter(([name]) => name !== 'voice.state'),
    refuse: (...errors: Error[]) => refusals.push(...errors),
    /** The same of how one is, in place of joining. */
    refuseStates: (...errors: Error[]) => {
      refused = 'voice.state';
      refusals.push(...errors);
    },
    states: () => asked.splice(0).filter(([name]) => name === 'voice.state'),
    /** Answers nothing until the answered function is called. */
    hold: () => {
      let release!: () => void;
      waiting = new Promise((resolve) => (release = resolve));
      return release;
    },
    /** Tells that one is out, as of now or, in an earlier version, of `past`. */
    tellGone: go,
    /** What one knows of a channel is begun anew, and one is not in its call. */
    beginAnew: (channelId: string) =>
      store.update((state) => ({ ...state, voices: { ...state.voices, [channelId]: empty } })),
  };
}

/** What the browser's device sends. */
function track() {
  return Object.assign(new EventTarget(), { stop: jest.fn(), enabled: true, contentHint: '' });
}

describe('calls', () => {
  beforeEach(() => {
    browser.RTCPeerConnection = class {};
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] }); // a part of the SDK is loaded with the first call
  });
  afterEach(() => {
    delete browser.RTCPeerConnection;
    jest.useRealTimers();
  });
  const settle = () => jest.advanceTimersByTimeAsync(0);

  it('S1-26 go on once, by whatever and however often one hears that the way to the server is back', async () => {
    const { voice, requests, hold } = bench();
    await voice.join('a');
    expect(requests()).toEqual([['voice.join', { channelId: 'a', muted: false, deafened: false }]]);
    voice.wentDown();
    expect(voice.view?.state).toBe('reconnecting');
    const release = hold();
    for (let n = 0; n < 3; n++) {
      voice.cameUp();
      await settle();
    }
    release();
    await settle();
    const again = ['voice.join', { channelId: 'a', muted: false, deafened: false, peerId: 'stay 1' }];
    expect(requests()).toEqual([again]);
    expect(voice.view?.state).toBe('joined');
    voice.cameUp();
    await settle();
    expect(requests()).toEqual([again]);
    voice.close();
  });

  it('S1-26 are tried again after what passes, once, and end by what the server has decided', async () => {
    const { voice, requests, refuse, ends } = bench();
    await voice.join('a');
    requests();
    refuse(problem('rate.limited', 429), ownError('client.unreachable'));
    voice.cameUp();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(requests().map(([name]) => name)).toEqual(['voice.join', 'voice.join', 'voice.join']);
    expect([voice.view?.state, ends]).toEqual(['joined', []]);
    refuse(ownError('client.unreachable'));
    voice.cameUp();
    await settle();
    voice.cameUp(); // comes before the next try, which is not needed any more then
    await jest.advanceTimersByTimeAsync(10_000);
    expect(requests()).toHaveLength(2);
    refuse(problem('voice.not_in_room'));
    voice.cameUp();
    await jest.advanceTimersByTimeAsync(10_000);
    expect([voice.view, ends, requests()]).toEqual([undefined, ['a lost'], [expect.anything()]]);
  });

  it('S1-26 are told again how one is where a word of it was lost, as it is by then', async () => {
    const { voice, states, refuseStates } = bench();
    await voice.join('a');
    states();
    refuseStates(problem('rate.limited', 429), ownError('client.no_answer'));
    voice.setMuted(true);
    await settle();
    voice.setDeafened(true);
    await jest.advanceTimersByTimeAsync(10_000);
    const all = ['voice.state', { channelId: 'a', muted: true, deafened: true, camera: false, screen: false }];
    expect(states().slice(2)).toEqual([all]);
    refuseStates(problem('voice.not_in_room'));
    voice.setMuted(false);
    voice.close();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(states()).toHaveLength(1);
  });

  it('S1-26 are not hung up by a late word that one has gone, which says nothing about the next time either', async () => {
    const { voice, requests, tellGone, beginAnew, come, ends } = bench();
    await voice.join('a');
    requests();
    tellGone('a', 'left', 0);
    await settle();
    expect([voice.view?.state, ends, requests()]).toEqual(['joined', [], []]);
    beginAnew('a'); // what is known of a channel is begun anew, and one is in it all the while
    come('a', 'stay 1');
    await settle();
    expect([voice.view?.state, ends, requests()]).toEqual(['joined', [], []]);
    beginAnew('a'); // lost, without a word why
    await settle();
    expect(requests()).toEqual([['voice.join', expect.objectContaining({ peerId: 'stay 1' })]]);
    expect([voice.view?.state, ends]).toEqual(['joined', []]);
    voice.close();
  });

  it('S1-26 are over at once for the reason that is told, and are not begun again', async () => {
    const { voice, requests, tellGone, come, ends } = bench();
    for (const reason of ['removed', 'left']) {
      await voice.join('a');
      requests();
      tellGone('a', reason);
      await settle();
      expect([voice.view, requests()]).toEqual([undefined, []]);
    }
    await voice.join('a');
    requests();
    tellGone('a', 'lost'); // a device that was taken for gone, and is there
    await settle();
    expect(requests().map(([name]) => name)).toEqual(['voice.join']);
    expect(voice.view?.state).toBe('joined');
    come('a', 'of another device');
    await settle();
    expect([voice.view, requests()]).toEqual([undefined, []]);
    expect(ends).toEqual(['a removed', 'a left', 'a moved']);
  });

  it('S1-31 leave nobody behind in the first where the second is full', async () => {
    const { voice, requests, refuse, ends } = bench();
    await voice.join('a');
    requests();
    refuse(problem('voice.room_full'));
    await expect(voice.join('b')).rejects.toMatchObject({ code: 'voice.room_full' });
    expect(voice.view).toBeUndefined();
    expect(requests()).toEqual([
      ['voice.join', expect.objectContaining({ channelId: 'b' })],
      ['voice.leave', { channelId: 'a', peerId: 'stay 1' }],
    ]);
    expect(ends).toEqual(['a left', 'b left']);
  });

  it('S1-31 are left again where nobody knows whether one was let in', async () => {
    const { voice, requests, refuse } = bench();
    await voice.join('a');
    requests();
    refuse(ownError('client.no_answer'));
    await expect(voice.join('b')).rejects.toMatchObject({ code: 'client.no_answer' });
    expect(voice.view).toBeUndefined();
    expect(requests().slice(1)).toEqual([
      ['voice.leave', { channelId: 'a', peerId: 'stay 1' }],
      ['live voice.leave', { channelId: 'b' }], // what goes by REST ends a call with whatever device
    ]);
    refuse(problem('voice.room_full'));
    await expect(voice.join('b')).rejects.toMatchObject({ code: 'voice.room_full' });
    expect(requests()).toHaveLength(1); // the server has said that one was not
  });

  it('S1-26 are left with the stay that one is let in with, also by who has left before the answer', async () => {
    const { voice, requests, hold } = bench();
    const release = hold();
    const joined = voice.join('a');
    await settle();
    await voice.leave();
    expect(voice.view).toBeUndefined();
    release();
    await joined;
    expect(requests().at(-1)).toEqual(['voice.leave', { channelId: 'a', peerId: 'stay 1' }]);
    await voice.leave();
    expect(requests()).toEqual([]);
  });

  it('S1-25 S1-26 take the microphone along into another one, and neither camera nor screen', async () => {
    const { voice, asked } = bench();
    const sources = { microphone: track(), camera: track(), screen: track() };
    await voice.join('a');
    for (const [source, sent] of Object.entries(sources))
      voice.setTrack(source as keyof typeof sources, sent as unknown as MediaStreamTrack);
    asked.splice(0);
    await voice.join('b');
    expect(voice.view).toMatchObject({ channelId: 'b', microphone: sources.microphone, camera: null, screen: null });
    const stopped = Object.values(sources).map(({ stop }) => stop.mock.calls.length);
    expect(stopped).toEqual([0, 1, 1]);
    expect(asked).toContainEqual(['voice.state', expect.objectContaining({ camera: false, screen: false })]);
    await voice.leave();
    expect(sources.microphone.stop).toHaveBeenCalledTimes(1);
  });
});
