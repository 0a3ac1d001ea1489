import type { Timing } from '../options.js';
import { applySync, beginEpoch, freshFacts, inOrder } from '../store/answer.js';
import { reduce } from '../store/reduce.js';
import type { Store } from '../store/store.js';
import { EVERYTHING, knownStreams, wantsAfter } from '../store/wants.js';
import { Backoff, between } from '../waiting.js';
import { kindOf, type ChangesFrame, type Fact, type Heads, type StreamId, type SyncAnswer } from '../wire.js';
import { HeldFrames } from './held-frames.js';
import { Questions, type Question } from './questions.js';

/** What the engine needs from the rest of the client. */
export interface SyncPorts {
  /** The command `sync`, by whichever road is open. */
  ask(question: Question): Promise<SyncAnswer>;
  /** Facts that were applied just now, in order, each once. */
  told(facts: Fact[]): void;
  /** Everything that is one's own is known and up to date. */
  caughtUp(): void;
}

/**
 * Keeps the store equal to the server's streams. Frames are applied in order of their positions; whatever does not follow waits, and after a
 * moment `sync` is asked. First load, reconnect and gap are this one question: what do I not know yet?
 */
export class SyncEngine {
  private readonly held = new HeldFrames();
  private readonly questions: Questions;
  private readonly backoff: Backoff;

  constructor(
    private readonly store: Store,
    private readonly ports: SyncPorts,
    private readonly timing: Timing,
  ) {
    this.backoff = new Backoff(timing.retryWait);
    this.questions = new Questions(() => this.ask());
  }

  /** Asks for everything: after each connect, and now and then while there is no connection. */
  begin(): void {
    this.stop();
    this.questions.start();
    this.questions.want(EVERYTHING);
  }

  /** What is under way counts no more. What was applied stands. */
  stop(): void {
    this.questions.stop();
    this.held.clear();
    this.backoff.reset();
  }

  /** Takes a frame from the socket. */
  frame(frame: ChangesFrame): void {
    if (!this.questions.started) return; // `begin` asks for what it tells
    const { stream, from, to } = frame;
    const position = this.positionOf(stream);
    if (position !== undefined && to <= position) return;
    if (this.questions.holdsBack(stream) || position === undefined || from > position + 1) {
      this.held.add(frame);
      this.questions.want(stream, position === undefined ? 0 : between(this.timing.gapWait), to);
      return;
    }
    this.apply(frame);
    this.release([stream]);
  }

  /** Takes the positions that the server tells every few seconds. */
  heads({ epoch, positions }: Heads): void {
    if (!this.questions.started) return;
    if (this.store.state.epoch !== null && epoch !== this.store.state.epoch) return this.beginAnew(epoch);
    for (const [stream, head] of Object.entries(positions)) {
      const position = this.positionOf(stream);
      if (position === undefined || position < head) this.questions.want(stream, between(this.timing.gapWait), head);
    }
  }

  private positionOf(stream: StreamId): number | undefined {
    return this.store.state.positions[stream];
  }

  private apply({ stream, events }: ChangesFrame): void {
    const facts = freshFacts(this.store.state, stream, events);
    this.store.update((state) => facts.reduce(reduce, state));
    this.tell(facts);
  }

  private tell(facts: Fact[]): void {
    if (facts.length === 0) return;
    const { state } = this.store;
    for (const fact of facts) for (const want of wantsAfter(state, fact)) this.questions.want(want);
    this.ports.told(facts);
  }

  /** Applies held frames of these streams as far as they follow. */
  private release(streams: Iterable<StreamId>): void {
    for (const stream of streams) {
      if (this.questions.holdsBack(stream)) continue;
      for (let frame = this.next(stream); frame; frame = this.next(stream)) this.apply(frame);
      if (this.held.has(stream)) this.questions.want(stream, between(this.timing.gapWait), this.held.highest(stream));
    }
  }

  private next(stream: StreamId): ChangesFrame | undefined {
    const position = this.positionOf(stream);
    return position === undefined ? undefined : this.held.following(stream, position);
  }

  private async ask(): Promise<void> {
    const question = this.questions.next(knownStreams(this.store.state));
    if (!question) return;
    let answer: SyncAnswer;
    try {
      answer = await this.ports.ask({ positions: question.positions, discover: question.discover });
    } catch {
      // Whatever the reason: it is asked again until it is answered or the session ends, which stops this engine.
      if (this.questions.failed(question, this.backoff.next())) this.release(this.held.streams());
      return;
    }
    if (!this.questions.answered(question)) return;
    this.backoff.reset();
    this.take(question, answer);
  }

  private take({ discover }: Question, { epoch, streams }: SyncAnswer): void {
    const known = this.store.state.epoch;
    if (known !== null && known !== epoch) return this.beginAnew(epoch); // the positions asked about were of another life
    const facts = inOrder(streams).flatMap((stream) => {
      const answer = streams[stream]!;
      return answer.status === 'changes' ? freshFacts(this.store.state, stream, answer.events) : [];
    });
    this.store.update((state) => applySync(beginEpoch(state, epoch), streams));
    for (const [stream, { status }] of Object.entries(streams)) {
      if (status === 'gone') this.held.drop(stream);
      // What a person's or a team's snapshot passes over may have been joins and leavings.
      if (status === 'snapshot' && !discover && kindOf(stream) !== 'channel') this.questions.want(EVERYTHING);
      // Let go while the answer was applied: it has to be begun anew.
      if (status === 'changes' && this.positionOf(stream) === undefined) this.questions.want(stream);
    }
    this.tell(facts);
    this.release(this.held.streams());
    if (discover) this.ports.caughtUp();
    this.questions.goOn();
  }

  private beginAnew(epoch: string): void {
    this.store.update((state) => beginEpoch(state, epoch));
    this.begin();
  }
}
