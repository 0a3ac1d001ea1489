// Calls: who is in one, what reaches whom, and who is taken out.
const suite = 'test/features/voice.spec.ts';
const signals = 'test/features/voice-signals.spec.ts';
const ends = 'test/features/voice-ends.spec.ts';
const signalling = 'src/features/voice/voice-signals.service.ts';
const upkeep = 'src/features/voice/voice-upkeep.ts';
const stays = 'src/features/voice/stays.ts';

export default [
  {
    name: 'call-limit',
    attack: 'come into a call that is full',
    file: stays,
    find: 'if (others >= limit) throw',
    replace: 'if (others > 100) throw',
    suite,
    test: 'S1-31 ten who come at once',
  },
  {
    name: 'call-device',
    attack: 'signal in somebody’s call with another device than the one that is in it',
    file: signalling,
    find: ' || own.connectionId !== connectionId',
    replace: '',
    suite,
    test: 'S1-26 S1-31 the newest device has the call',
  },
  {
    name: 'call-sender',
    attack: 'signal in another person’s name',
    file: signalling,
    find: ' || own.userId !== userId || own.connectionId !== connectionId',
    replace: '',
    suite: signals,
    test: 'S1-31 the sender is whom the server knows',
  },
  {
    name: 'call-room',
    attack: 'signal into a call of another channel',
    file: signalling,
    find: 'peerId: In([from, to]), channelId }',
    replace: 'peerId: In([from, to]) }',
    suite: signals,
    test: 'S1-31 it goes to people in the same call alone',
  },
  {
    name: 'call-signal-halves',
    attack: 'send anything of any size beside a signal that is in order',
    file: signalling,
    find: 'needed === undefined || other !== undefined',
    replace: 'needed === undefined',
    suite: signals,
    test: 'S1-31 what is no signal',
  },
  {
    name: 'call-signal-order',
    attack: 'none: signals that overtake each other are lost',
    file: 'src/features/voice/voice.module.ts',
    find: "dispatcher.keepOrder('voice.signal');",
    replace: 'void dispatcher;',
    suite: signals,
    test: 'S1-31 six people who connect to each other',
  },
  {
    name: 'call-unwelcome',
    attack: 'stay in the call of a channel that one was taken out of',
    file: upkeep,
    find: "if (unwelcome.has(row)) return [{ row, reason: 'removed', stillSo: () => true }];",
    replace: '',
    suite: ends,
    test: 'S1-26 whoever %s is out of the call',
  },
  {
    name: 'call-at-once',
    attack: 'stay in a call until somebody happens to look',
    file: upkeep,
    find: 'if (concerns && this.lookTimer) void this.look();',
    replace: 'void concerns;',
    suite: ends,
    test: 'S1-26 whoever %s is out of the call',
  },
  {
    name: 'call-lease',
    attack: 'none: a lost device must not hold its place for ever',
    file: upkeep,
    find: 'const lapsed = steady && row.aliveUntil <= this.database.time;',
    replace: 'const lapsed = steady && row.aliveUntil.getTime() === 0;',
    suite: ends,
    test: 'S1-26 a connection that is lost has some seconds',
  },
  {
    name: 'call-still-so',
    attack: 'none: whoever comes back while somebody looks must not be taken out',
    file: upkeep,
    find: 'isInside(row, channelId) && stillSo(row, tx.now)',
    replace: 'isInside(row, channelId)',
    suite: ends,
    test: 'S1-26 whoever came back while a node looked',
  },
  {
    name: 'call-resume',
    attack: 'none: a lost connection must not end a stay',
    file: stays,
    find: 'isInside(before, channelId) && before.peerId === entrance.peerId',
    replace: 'isInside(before, channelId) && before.peerId === null',
    suite,
    test: 'S1-26 after a lost connection the stay goes on',
  },
];
