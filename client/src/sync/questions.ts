import { Alarm } from '../waiting.js';
import { EVERYTHING } from '../store/wants.js';
import { kindOf, type StreamId } from '../wire.js';

/** The input of `sync`. */
export interface Question {
  /** What is held of the streams asked about; null for one known by name only. */
  positions: Record<StreamId, number | null>;
  /** Also answer one's streams that are not named. */
  discover: boolean;
}

/** Decides what to ask next and when. One question is under way at a time. */
export class Questions {
  /** Streams to ask about, each with the position that makes asking needless. */
  private wanted = new Map<StreamId, number>();
  private everything = false;
  private asking: Question | undefined;
  private due = Infinity;
  /** It was time while the last question was under way. */
  private rang = false;
  private readonly alarm: Alarm;
  started = false;

  /** `ask` is called when it is time; it takes the question with `next`. */
  constructor(ask: () => Promise<void>) {
    this.alarm = new Alarm(() => {
      this.due = Infinity;
      void ask();
    });
  }

  start(): void {
    this.started = true;
  }

  /** Forgets everything that was wanted; an answer to come is not taken. */
  stop(): void {
    this.started = false;
    this.wanted.clear();
    this.everything = false;
    this.asking = undefined;
    this.due = Infinity;
    this.rang = false;
    this.alarm.clear();
  }

  /** Wants a stream (up to `until`, if known) or EVERYTHING, in `wait` milliseconds at the latest. */
  want(what: StreamId, wait = 0, until = Infinity): void {
    if (!this.started) return;
    if (what === EVERYTHING) this.everything = true;
    else this.wanted.set(what, Math.max(until, this.wanted.get(what) ?? 0));
    this.schedule(wait);
  }

  /**
   * Whether an answer is under way that has to come before this stream's frames: about the stream itself, or any at all when it is a person's or a
   * team's. Their facts end memberships, and an answer that was read before could bring back what they took away.
   */
  holdsBack(stream: StreamId): boolean {
    if (!this.asking) return false;
    return this.asking.discover || stream in this.asking.positions || kindOf(stream) !== 'channel';
  }

  /** Takes the next question, if there still is one. `known`: what is held, and null for what has to be begun anew. */
  next(known: Readonly<Record<StreamId, number | null>>): Question | undefined {
    if (this.asking) this.rang = true;
    if (!this.started || this.asking) return undefined;
    // What was wanted for a gap may have come by itself meanwhile.
    const behind = [...this.wanted].filter(([stream, until]) => (known[stream] ?? -1) < until);
    const named = Object.fromEntries(behind.map(([stream]) => [stream, known[stream] ?? null]));
    const discover = this.everything;
    this.wanted.clear();
    this.everything = false;
    if (!discover && behind.length === 0) return undefined;
    this.asking = { positions: discover ? { ...known, ...named } : named, discover };
    return this.asking;
  }

  /** The question was answered. False when nobody waits for the answer any more. */
  answered(question: Question): boolean {
    if (this.asking !== question) return false;
    this.asking = undefined;
    return true;
  }

  /** The question was not answered: it will be asked again after `wait` milliseconds. False when nobody waits for the answer any more. */
  failed(question: Question, wait: number): boolean {
    if (!this.answered(question)) return false;
    if (question.discover) this.everything = true;
    for (const stream of Object.keys(question.positions)) this.want(stream, wait);
    this.schedule(wait);
    return true;
  }

  /** Asks what was due while the last question was under way. */
  goOn(): void {
    if (this.rang) this.schedule(0);
    this.rang = false;
  }

  private schedule(wait: number): void {
    const due = Date.now() + wait;
    if (due >= this.due) return;
    this.due = due;
    this.alarm.set(wait);
  }
}
