import { jest } from '@jest/globals';
import fc from 'fast-check';
import { Events } from '../src/events.js';
import { History } from '../src/history.js';
import { Rosters } from '../src/roster.js';
import { excerptOf } from '../src/store/excerpt.js';
import { takeMessage } from '../src/store/reduce.js';
import { Selectors } from '../src/store/selectors.js';
import { Store } from '../src/store/store.js';
import { toSeq } from '../src/store/timeline.js';
import { SyncEngine } from '../src/sync/engine.js';
import type { Fact, Message, State } from '../src/index.js';
import type { Mentioning } from './model-things.js';
import { Model } from './model.js';
import { timing } from './timing.js';

/** A question that the client asked: it is read at some moment and answered at a later one. */
interface Asked {
  read: () => unknown;
  answer?: unknown;
  resolve: (answer: unknown) => void;
  reject: (error: Error) => void;
}

const lost = (): undefined => undefined; // a step is about what happens, not about what the caller hears

/** The real engine, store, history and roster over a network that a test moves step by step. */
class Bench {
  readonly store = new Store();
  readonly told: Fact[] = [];
  readonly handedOut: string[] = [];
  readonly asked: Asked[] = [];
  readonly history: History;
  readonly rosters: Rosters;
  readonly engine: SyncEngine;
  connected = false;
  pruned = false;

  constructor(readonly model: Model) {
    const events = new Events();
    for (const type of [
      'message.created',
      'message.updated',
      'message.deleted',
      'reaction.added',
      'channel.read_mark',
    ] as const) {
      events.on(type, (_data, place) => this.handedOut.push(`${place?.stream} ${place?.position}`));
    }
    this.engine = new SyncEngine(
      this.store,
      {
        ask: ({ positions, discover }) => this.ask(() => model.sync(positions, discover, this.pruned)),
        told: (facts) => {
          this.told.push(...facts);
          events.tell(facts);
        },
        caughtUp: () => undefined,
      },
      timing,
    );
    this.history = new History(
      this.store,
      ({ channelId, limit: _limit, ...cursor }) => this.ask(() => model.page(channelId, cursor)), // in small pages
      timing,
    );
    this.rosters = new Rosters(
      this.store,
      () => this.ask(() => ({ items: model.roster(), before: null, after: null })),
      timing,
    );
  }

  connect(): void {
    if (this.connected) return;
    this.connected = true;
    this.engine.begin();
    this.history.wake();
  }

  disconnect(): void {
    this.connected = false;
    this.model.frames = [];
    this.engine.stop();
  }

  /** The program ends and begins again with what it has kept. */
  restart(): void {
    this.disconnect();
    const kept = JSON.parse(JSON.stringify(excerptOf(this.store.state))) as State;
    this.asked.length = 0;
    this.history.clear();
    this.rosters.clear();
    this.store.update(() => kept);
    this.history.resume();
  }

  deliver(pick: number, again: boolean): void {
    const { frames } = this.model;
    const index = pick % Math.max(1, frames.length);
    const frame = again ? frames[index] : frames.splice(index, 1)[0];
    if (frame && this.connected) this.engine.frame(structuredClone(frame));
  }

  /** I send a message, and the answer comes as late as any: as it was stored then or, sent twice, as it is by now. */
  say(channelId: string, whom: Mentioning, twice: boolean): void {
    const { model } = this;
    let sent: Message | undefined;
    model.write(() => (sent = model.send(channelId, model.me, whom)));
    if (!sent) return;
    const stored = twice ? sent : structuredClone(sent);
    void this.ask(() => stored).then((message) => this.store.update((state) => takeMessage(state, message)), lost);
  }

  async move(pick: number, fails: boolean): Promise<void> {
    const index = pick % Math.max(1, this.asked.length);
    const one = this.asked[index];
    if (!one) return;
    if (one.answer === undefined) one.answer = structuredClone(one.read());
    else {
      this.asked.splice(index, 1);
      if (fails) one.reject(new Error('lost'));
      else one.resolve(one.answer);
    }
    await jest.advanceTimersByTimeAsync(0);
  }

  /** The network heals and every question is answered until no more come. */
  async settle(): Promise<void> {
    this.model.frames = [];
    this.connect();
    for (let quiet = 0; quiet < 3; quiet += 1) {
      this.engine.heads({ epoch: 'e1', positions: this.model.heads() });
      await jest.advanceTimersByTimeAsync(1_000);
      if (this.asked.length > 0) quiet = -1;
      while (this.asked.length > 0) await this.move(0, false);
    }
  }

  private ask<T>(read: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.asked.push({ read, resolve: resolve as Asked['resolve'], reject });
    });
  }
}

type Step = (bench: Bench) => void | Promise<void>;

/** A step that a failing run prints by name. */
function step<T>(
  name: string,
  values: fc.Arbitrary<T>,
  run: (bench: Bench, value: T) => void | Promise<void>,
): fc.Arbitrary<Step> {
  return values.map((value) => {
    const print = (): string => `${name}(${JSON.stringify(value) ?? ''})`;
    return Object.assign((bench: Bench) => run(bench, value), { [fc.toStringMethod]: print });
  });
}

function write<T>(name: string, values: fc.Arbitrary<T>, run: (model: Model, value: T) => void): fc.Arbitrary<Step> {
  return step(name, values, ({ model }, value) => model.write(() => run(model, value)));
}

const PAST = 12;

const often = (weight: number, arbitrary: fc.Arbitrary<Step>) => ({ weight, arbitrary });
const id = fc.constantFrom('c1', 'c2');
const who = fc.constantFrom('me', 'other');
const mentioning = fc.constantFrom('nobody', 'nobody', 'me', 'everyone');
const how = fc.constantFrom('edit', 'delete', 'react');
const nothing = fc.constant(undefined);

const revising = write('revise', fc.tuple(id, fc.nat(30), how, mentioning), (model, [channel, pick, what, whom]) =>
  model.revise(channel, pick, what, whom),
);
const uploading = write('upload', who, ({ uploads, me, other }, owner) => uploads.add(owner === 'me' ? me : other));
const finishing = write('finish', fc.tuple(fc.nat(9), fc.constantFrom('ready', 'failed')), (model, [pick, state]) =>
  model.finish(pick, state),
);
const unreading = write('unread', fc.tuple(id, fc.nat(30)), (model, [channel, pick]) => model.unread(channel, pick));
const delivering = step('deliver', fc.tuple(fc.nat(5), fc.boolean()), (bench, [pick, again]) =>
  bench.deliver(pick, again),
);
const answering = step('answer', fc.tuple(fc.nat(3), fc.nat(9)), (bench, [pick, luck]) => bench.move(pick, luck === 0));
const saying = step('say', fc.tuple(id, mentioning, fc.boolean()), (bench, [channel, whom, twice]) =>
  bench.say(channel, whom, twice),
);

const writing: fc.Arbitrary<Step> = fc.oneof(
  often(
    6,
    write(
      'send',
      fc.tuple(id, who, fc.integer({ min: 1, max: 3 }), mentioning),
      (model, [channel, author, count, whom]) => {
        for (let i = 0; i < count; i += 1) model.send(channel, author === 'me' ? model.me : model.other, whom);
      },
    ),
  ),
  often(6, revising),
  write('answerInThread', fc.tuple(id, fc.nat(30)), (model, [channel, pick]) => model.answerIn(channel, pick)),
  often(2, uploading),
  often(3, finishing),
  unreading,
  write('prefer', id, (model, channel) => model.prefer(channel)),
  write('read', fc.tuple(id, fc.nat(30)), (model, [channel, pick]) => model.read(channel, pick)),
  write('rename', nothing, (model) => model.rename()),
  write('renameChannel', id, (model, channel) => model.renameChannel(channel)),
  write('joinOrLeaveChannel', fc.tuple(id, who), (model, [channel, user]) => model.turnChannel(channel, user)),
  write('joinOrLeaveTeam', who, (model, user) => model.turnTeam(user)),
  write('changeRole', who, (model, user) => model.changeRole(user)),
);

/** A reader who goes into the past and comes back. */
const wandering: fc.Arbitrary<Step>[] = [
  step(
    'openAround',
    fc.tuple(id, fc.nat(PAST)),
    ({ history }, [channel, seq]) => void history.open(channel, seq).catch(lost),
  ),
  step('turn', fc.tuple(id, fc.nat(30)), ({ history }, [channel, seq]) => void history.turn(channel, seq).catch(lost)),
  step('turnToEnd', id, ({ history }, channel) => void history.turn(channel).catch(lost)),
  step('loadAfter', id, ({ history }, channel) => void history.after(channel).catch(lost)),
  step('keep', fc.tuple(id, fc.nat(20), fc.nat(9)), ({ history }, [channel, from, more]) =>
    history.keep(channel, from, from + more),
  ),
];

const moving: fc.Arbitrary<Step> = fc.oneof(
  often(8, delivering),
  often(8, answering),
  often(
    2,
    step('lose', fc.nat(5), ({ model }, pick) => void model.frames.splice(pick, 1)),
  ),
  often(
    2,
    step('wait', fc.nat(400), (_bench, ms) => jest.advanceTimersByTimeAsync(ms)),
  ),
  often(2, saying),
  step('connect', nothing, (bench) => bench.connect()),
  step('disconnect', nothing, (bench) => bench.disconnect()),
  step('restart', nothing, (bench) => bench.restart()),
  step('heads', nothing, ({ engine, model }) => engine.heads({ epoch: 'e1', positions: model.heads() })),
  step('prune', fc.boolean(), (bench, pruned) => void (bench.pruned = pruned)),
  step('open', id, ({ history }, channel) => void history.open(channel).catch(lost)),
  step('close', id, ({ history }, channel) => history.close(channel)),
  step('loadBefore', id, ({ history }, channel) => void history.before(channel).catch(lost)),
  ...wandering,
  step('loadMembers', nothing, ({ rosters }) => void rosters.open('t').catch(lost)),
);

/** What was said and read before the client comes: set back, the mark uncovers what it never heard of. */
function past(model: Model): void {
  for (let i = 0; i < PAST; i += 1) model.send('c1', model.other, (['me', 'nobody', 'everyone'] as const)[i % 3]!);
  model.read('c1', PAST);
}

const select = new Selectors();

function view({ store }: Bench) {
  const { state } = store;
  const { me, teams, teamMemberships, channels, memberships, readMarks, preferences, positions } = state;
  // One may come before its channel; which unread messages mention me is told by `unread`, which is how they are shown.
  const own = Object.values(readMarks).filter((mark) => mark.channelId in memberships);
  const marks = own.map((mark) => ({ ...mark, mentions: [] }));
  const wishes = Object.values(preferences).filter(({ channelId }) => channelId in memberships);
  const unread = Object.keys(memberships).map((id) => [id, [select.unread(state, id), select.mentions(state, id)]]);
  // Copies of people inside other things age; `users` has the newest.
  const mine = [teamMemberships, memberships].map((all) =>
    Object.entries(all)
      .map(([id, { user, ...rest }]) => [id, user.id, rest])
      .sort(),
  );
  return {
    me,
    user: me && state.users[me.id],
    teams,
    channels,
    mine,
    marks: marks.sort(byChannel),
    wishes: wishes.sort(byChannel),
    positions,
    unread: Object.fromEntries(unread),
  };
}

describe('whatever the network does', () => {
  beforeAll(() => void jest.useFakeTimers());
  afterAll(() => void jest.useRealTimers());

  it('facts late, twice, lost or out of order, answers late, all that cut off and on again, and the client begun anew with what it kept, end in the state of a fresh client', async () => {
    const steps = fc.array(fc.oneof({ weight: 2, arbitrary: writing }, { weight: 3, arbitrary: moving }), {
      minLength: 5,
      maxLength: 80,
      size: 'max',
    });
    await fc.assert(fc.asyncProperty(steps, expectFreshState), { numRuns: Number(process.env.FC_RUNS ?? 1_000) });
  }, 300_000);

  it('marks, edits of what they uncover and answers that overtake each other do so, too', async () => {
    const steps = fc.array(fc.oneof(revising, unreading, delivering, answering, saying), {
      maxLength: 12,
      size: 'max',
    });
    await fc.assert(fc.asyncProperty(steps, expectFreshState), { numRuns: Number(process.env.FC_RUNS ?? 1_000) });
  }, 300_000);

  it('uploads that become ready while their messages are sent, changed, deleted, loaded and heard of late do so, too', async () => {
    const opening = step('open', id, ({ history }, channel) => void history.open(channel).catch(lost));
    const leaving = write('joinOrLeaveChannel', id, (model, channel) => model.turnChannel(channel, 'me'));
    const steps = fc.array(
      fc.oneof(uploading, often(2, finishing), saying, revising, delivering, answering, opening, leaving),
      { maxLength: 25, size: 'max' },
    );
    const looking: Step = (bench) => {
      void bench.history.open('c1').catch(lost);
      return bench.settle();
    };
    const property = fc.asyncProperty(steps, (some) => expectFreshState([looking, ...some]));
    await fc.assert(property, { numRuns: Number(process.env.FC_RUNS ?? 300) });
  }, 300_000);

  it('a reader in the past sees what the database holds there, and comes back to an end without a hole', async () => {
    const steps = fc.array(
      fc.oneof(often(4, fc.oneof(...wandering)), often(2, saying), revising, often(3, delivering), often(4, answering)),
      { maxLength: 40, size: 'max' },
    );
    const comingBack: Step = async (bench) => {
      for (const channel of ['c1', 'c2']) void bench.history.turn(channel).catch(lost);
      await bench.settle();
      for (const { open, window, seq } of Object.values(bench.store.state.timelines))
        if (open) expect([window?.hasAfter, toSeq(window!)]).toEqual([false, seq]);
    };
    const property = fc.asyncProperty(steps, (some) => expectFreshState([...some, comingBack]));
    await fc.assert(property, { numRuns: Number(process.env.FC_RUNS ?? 500) });
  }, 300_000);

  it.each(['edit', 'delete'] as const)(
    'a mention that ends with %s is over, though an older mark comes later',
    async (how) => {
      await expectFreshState([
        ({ model }) => model.write(() => model.unread('c1', 0)),
        ({ model }) => model.write(() => model.revise('c1', 0, how, 'nobody')),
        (bench) => bench.deliver(1, false),
        (bench) => bench.deliver(0, false),
      ]);
    },
  );

  it('a mention that was edited away is over, though the answer to the sending comes later', async () => {
    await expectFreshState([
      (bench) => bench.say('c1', 'everyone', false),
      ({ model }) => model.write(() => model.revise('c1', PAST, 'edit', 'nobody')),
      ({ model }) => model.write(() => model.unread('c1', 0)),
      (bench) => bench.deliver(0, false),
      (bench) => bench.deliver(0, false),
      (bench) => bench.deliver(0, false),
      (bench) => bench.move(0, false),
      (bench) => bench.move(0, false),
    ]);
  });
});

/** Whatever happens in these steps, they end in the state of a client that comes afterwards. */
async function expectFreshState(steps: Step[]): Promise<void> {
  const bench = new Bench(new Model());
  bench.model.write(() => past(bench.model));
  bench.connect();
  await bench.settle();
  for (const step of steps) {
    await step(bench);
    expectWindowsWhole(bench);
  }
  await bench.settle();
  const fresh = new Bench(bench.model);
  fresh.connect();
  await fresh.settle();
  expect(view(bench)).toEqual(view(fresh));
  expectMessages(bench);
  expectMedia(bench);
  expectRoster(bench);
  expectInOrder(bench);
  for (const one of [bench, fresh]) stop(one);
}

const byChannel = (a: { channelId: string }, b: { channelId: string }): number => (a.channelId < b.channelId ? -1 : 1);

/** At no moment has a window a hole or a double. */
function expectWindowsWhole({ store }: Bench): void {
  for (const { window } of Object.values(store.state.timelines)) {
    if (window)
      expect(window.messages.map(({ seq }) => seq)).toEqual(window.messages.map((_, i) => window.fromSeq + i));
  }
}

/** An open channel shows what the database holds, up to its newest message or, in the past, as far as is loaded. */
function expectMessages({ store, model }: Bench): void {
  for (const [id, timeline] of Object.entries(store.state.timelines)) {
    if (!timeline.open || !(`channel:${id}` in store.state.positions)) continue; // visitors get pages, not facts
    const shown = select.messages(store.state, id);
    const { fromSeq = 1, hasAfter = false } = timeline.window ?? {};
    const stored = model.messages[id]!.slice(fromSeq - 1, hasAfter ? fromSeq - 1 + shown.length : undefined);
    expect(shown.map(({ author, ...message }) => ({ ...message, author: author.id }))).toEqual(
      stored.map(({ author, ...message }) => ({ ...message, author: author.id })),
    );
    expect(timeline.stale).toBe(false);
  }
}

/** Of what was forgotten no upload stays behind. */
function expectMedia({ store }: Bench): void {
  const { media, mediaChannels, timelines } = store.state;
  for (const [id, channelId] of Object.entries(mediaChannels)) {
    expect(Object.keys(timelines)).toContain(channelId);
    expect(media).toHaveProperty(id);
  }
}

function expectRoster({ store, model }: Bench): void {
  if (!store.state.teamMembers.t) return;
  const shown = select.members(store.state, 't').map(({ user, role, version }) => [user.id, role, version]);
  expect(shown.sort()).toEqual(
    model
      .roster()
      .map(({ user, role, version }) => [user.id, role, version])
      .sort(),
  );
}

/** Listeners hear each fact once and those of a stream in order. */
function expectInOrder({ handedOut }: Bench): void {
  expect(new Set(handedOut).size).toBe(handedOut.length);
  const last = new Map<string, number>();
  for (const place of handedOut) {
    const [stream = '', position = ''] = place.split(' ');
    expect(Number(position)).toBeGreaterThan(last.get(stream) ?? 0);
    last.set(stream, Number(position));
  }
}

function stop({ engine, history, rosters }: Bench): void {
  engine.stop();
  history.clear();
  rosters.clear();
}
