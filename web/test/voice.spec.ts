import type { Channel, VoiceCall, VoiceParticipant, VoiceRoom } from '@parley/client';
import { whyNoCalls } from '../src/devices/can-call.js';
import { sorted } from '../src/devices/devices.js';
import { keyName, mayPush, talks } from '../src/devices/push-to-talk.js';
import { hear, ringsFor, waitingIn } from '../src/voice/ringing.js';
import { focusOf, tilesOf, worst } from '../src/voice/tiles.js';
import { isBetweenTwo, isFull, lengthOf, marksOf, stateOf } from '../src/voice/words.js';

const began = Date.parse('2026-01-01T12:00:00Z');
const at = (seconds: number): number => began + seconds * 1000;

function call(more: Partial<VoiceCall> = {}): VoiceCall {
  return {
    ...{ id: 'call', channelId: 'dm', callerId: 'ada', startedAt: new Date(at(0)).toISOString() },
    ...{ ringUntil: new Date(at(30)).toISOString(), answeredAt: null, endedAt: null, declinedBy: [], version: 1 },
    ...more,
  };
}

function person(id: string, more: Partial<VoiceParticipant> = {}): VoiceParticipant {
  return {
    ...{ channelId: 'dm', user: { id, displayName: id } as VoiceParticipant['user'], peerId: `peer ${id}` },
    ...{ muted: false, deafened: false, camera: false, screen: false, silenced: false },
    ...{ joinedAt: '2026-01-01T12:00:00.000Z', version: 1 },
    ...more,
  };
}

const room = (inside: VoiceParticipant[], ringing: VoiceCall | null = null): VoiceRoom => ({
  participants: inside,
  limit: 6,
  call: ringing,
});
const dm = { id: 'dm', kind: 'direct', participants: [{ id: 'ada' }, { id: 'ben' }] } as unknown as Channel;

describe('a call that rings', () => {
  const rings = (one: VoiceRoom, seconds = 1, me = 'ben') =>
    ringsFor(me, { voices: { dm: one }, channels: { dm } }, at(seconds)).length === 1;

  it('rings with the others until its time is over, not with who calls', () => {
    expect(rings(room([person('ada')], call()))).toBe(true);
    expect(rings(room([person('ada')], call()), 30)).toBe(false);
    expect(rings(room([person('ada')], call()), 1, 'ada')).toBe(false);
  });

  it('is silent once it was accepted with another device, declined, or its caller has gone', () => {
    expect(rings(room([person('ada'), person('ben')], call()))).toBe(false);
    expect(rings(room([person('ada')], call({ declinedBy: ['ben'] })))).toBe(false);
    expect(rings(room([], call()))).toBe(false);
    expect(rings(room([person('ada')]))).toBe(false);
  });

  it('rings on in a group where somebody else has answered', () => {
    const answered = call({ answeredAt: '2026-01-01T12:00:03.000Z' });
    expect(rings(room([person('ada'), person('eve')], answered))).toBe(true);
  });

  it('rings as long as it is meant to also where the clock is wrong', () => {
    const late = call({ id: 'heard late' });
    hear(late, at(3_600)); // this device is an hour ahead
    expect(rings(room([person('ada')], late), 3_610)).toBe(true);
    expect(rings(room([person('ada')], late), 3_631)).toBe(false);
  });

  it('is told to its caller: calling, no answer, declined by all, or answered', () => {
    const waiting = (one: VoiceCall, seconds: number, participants = dm.participants) =>
      waitingIn('ada', room([person('ada')], one), participants, at(seconds));
    expect(waiting(call(), 1)).toBe('calling');
    expect(waiting(call(), 31)).toBe('no-answer');
    expect(waiting(call({ declinedBy: ['ben'] }), 1)).toBe('declined');
    const three = [...(dm.participants ?? []), { id: 'eve' }] as Channel['participants'];
    expect(waiting(call({ declinedBy: ['ben'] }), 1, three)).toBe('calling');
    expect(waiting(call({ answeredAt: '2026-01-01T12:00:03.000Z' }), 31)).toBeUndefined();
    expect(waitingIn('ben', room([person('ben')], call()), dm.participants, at(31))).toBeUndefined();
  });
});

describe('what is drawn of a call', () => {
  const track = {} as MediaStreamTrack;
  const stream = {} as MediaStream;
  const view = {
    ...{ channelId: 'dm', state: 'joined', muted: false, deafened: false, silenced: false, speaking: true },
    ...{ microphone: null, camera: track, screen: null },
    peers: [
      {
        userId: 'ben',
        peerId: 'peer ben',
        state: 'connected',
        audio: stream,
        camera: null,
        screen: stream,
        speaking: true,
      },
    ].map((peer) => ({ ...peer, quality: 'good' })),
  } as unknown as Parameters<typeof tilesOf>[1];
  const tiles = tilesOf([person('ada'), person('eve'), person('ben', { screen: true })], view, 'ada');

  it('is screens first, then people as they came, oneself last', () => {
    expect(tiles.map(({ key }) => key)).toEqual(['ben screen', 'eve', 'ben', 'ada']);
    expect(tiles.map(({ connection }) => connection)).toEqual(['connected', 'connecting', 'connected', 'connected']);
    expect(tiles.map(({ picture }) => picture)).toEqual([stream, null, null, track]);
  });

  it('has a shared screen large unless something else was chosen, or nothing', () => {
    expect(focusOf(tiles, undefined)?.key).toBe('ben screen');
    expect(focusOf(tiles, 'ada')?.key).toBe('ada');
    expect(focusOf(tiles, 'gone')?.key).toBe('ben screen');
    expect(focusOf(tiles, null)).toBeUndefined();
    expect(focusOf(tiles.slice(1), undefined)).toBeUndefined();
  });

  it('does not show somebody as speaking whom a moderator has silenced', () => {
    expect(tilesOf([person('ben', { silenced: true })], view, 'ada')[0]?.speaking).toBe(false);
    expect(tilesOf([person('ben')], view, 'ada')[0]?.speaking).toBe(true);
  });

  it('is as good as the worst connection, and says in words how it stands', () => {
    expect(worst([{ quality: 'good' }, { quality: 'poor' }])).toBe('poor');
    expect(worst([{ quality: 'unknown' }])).toBe('unknown');
    expect(stateOf({ ...view, peers: [] }, 'calling')).toBe('Calling…');
    expect(stateOf({ ...view, state: 'joining' }, 'calling')).toBe('Connecting…');
    expect(stateOf({ ...view, state: 'reconnecting' }, undefined)).toBe('Reconnecting…');
    expect(stateOf(view, undefined)).toBe('Connected');
    expect(stateOf({ ...view, peers: [] }, undefined)).toBe('Connected, alone so far');
  });
});

describe('push-to-talk', () => {
  const press = (code: string, more: object = {}) => ({ code, ctrlKey: false, metaKey: false, altKey: false, ...more });
  /** An element that is of these kinds. */
  const on = (...kinds: string[]) => ({
    matches: (selector: string) => kinds.some((kind) => selector.split(', ').includes(kind)),
    closest: () => null,
  });

  it('talks by its key wherever one does not write, and where the key presses nothing', () => {
    expect(talks('Space', press('Space'), on())).toBe(true);
    expect(talks('Space', press('KeyV'), on())).toBe(false);
    expect(talks('Space', press('Space', { ctrlKey: true }), on())).toBe(false);
    expect(talks('Space', press('Space'), on('textarea'))).toBe(false);
    expect(talks('Space', press('Space'), on('button'))).toBe(false);
    expect(talks('KeyV', press('KeyV'), on('button'))).toBe(true);
    expect(talks('KeyV', press('KeyV'), on('textarea'))).toBe(false);
  });

  it('calls keys by what is printed on most, and takes none that every page needs', () => {
    expect(['Space', 'KeyV', 'Digit1', 'Backquote', 'ControlRight', 'F13'].map(keyName)).toEqual([
      ...['Space', 'V', '1', '`', 'Control Right', 'F13'],
    ]);
    expect(['Space', 'KeyV', 'ControlRight'].every(mayPush)).toBe(true);
    expect(['Tab', 'Escape', 'Enter', 'ArrowUp', 'PageDown', ''].some(mayPush)).toBe(false);
  });
});

describe('in words', () => {
  it('a call is full with six others, not with oneself at another device', () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => person(id));
    expect(isFull(room(six), 'me')).toBe(true);
    expect(isFull(room(six), 'a')).toBe(false);
    expect(isFull(room(six.slice(1)), 'me')).toBe(false);
  });

  it('says how somebody is in it, how long it was, and when it is over with the other', () => {
    expect(marksOf(person('a', { muted: true, deafened: true }))).toEqual(['hears nobody']);
    expect(marksOf(person('a', { muted: true, silenced: true, screen: true }))).toEqual([
      'turned off by a moderator',
      'shares a screen',
    ]);
    expect([1, 59, 60, 170, 3_600, 5_400].map(lengthOf)).toEqual([
      ...['1 second', '59 seconds', '1 minute', '3 minutes', '1 h', '1 h 30 min'],
    ]);
    expect(isBetweenTwo(dm)).toBe(true);
    expect(isBetweenTwo({ ...dm, participants: [...(dm.participants ?? []), dm.participants![0]!] })).toBe(false);
    expect(isBetweenTwo({ ...dm, kind: 'voice' })).toBe(false);
  });

  it('offers devices by name, without what only means the system’s choice', () => {
    const info = (kind: MediaDeviceKind, deviceId: string, label: string) => ({ kind, deviceId, label });
    const devices = sorted([
      info('audioinput', 'default', 'Default'),
      info('audioinput', 'm', ''),
      info('videoinput', '', ''),
      info('audiooutput', 's', 'Speaker'),
    ]);
    expect(devices).toEqual({
      microphones: [{ id: 'm', label: 'Device 1' }],
      cameras: [],
      speakers: [{ id: 's', label: 'Speaker' }],
    });
  });

  it('says why there can be no calls', () => {
    expect(whyNoCalls({ isSecureContext: false })).toMatch(/https/);
    expect(whyNoCalls({ isSecureContext: true })).toMatch(/WebRTC/);
  });
});
