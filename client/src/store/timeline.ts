import type { Message, MessagePage } from '../wire.js';

/** A loaded stretch of a channel. `seq` is gapless, so the message at index `i` has the number `fromSeq + i`: it can hold neither hole nor double. */
export interface Window {
  /** `seq` of the first message; 1 in a channel without messages. */
  readonly fromSeq: number;
  readonly messages: readonly Message[];
  /** Whether there are older messages to load. */
  readonly hasBefore: boolean;
  /** Whether newer ones are left out: the reader is in the past. Then nothing loads them by itself, until the window has been led to its end again. */
  readonly hasAfter: boolean;
}

/** What is known of a channel's messages. Only an open channel keeps any. */
export interface Timeline {
  /** `seq` of the newest message heard of. */
  readonly seq: number;
  /** Messages up to `seq` that count as unread for somebody who has read nothing. */
  readonly counted: number;
  /** Whether somebody is looking: `openChannel` was called. */
  readonly open: boolean;
  /** Null until the first page is there. */
  readonly window: Window | null;
  /** The window may have missed edits (the server answered a snapshot): it stands until the newest page replaces it. */
  readonly stale: boolean;
  /** Grows when what was asked before is no use any more. A page is taken only by the generation that asked for it. */
  readonly generation: number;
  /** Messages that were heard of and do not touch the window, by `seq`: they wait for their neighbours, or for a page that holds an older copy. */
  readonly loose: Readonly<Record<number, Message>>;
}

/** So many messages wait at most. */
const MOST_LOOSE = 200;

/** A channel nobody has looked at. */
export const emptyTimeline: Timeline = {
  seq: 0,
  counted: 0,
  open: false,
  window: null,
  stale: false,
  generation: 0,
  loose: {},
};

/** A page with the question that it answers. */
export interface LoadedPage {
  /** The newest messages, those around some message, or those just before or after the window. */
  kind: 'newest' | 'around' | 'before' | 'after';
  /** The timeline's generation when the page was asked for. */
  generation: number;
  page: MessagePage;
}

/** `seq` of the window's last message; one less than `fromSeq` when it is empty. */
export function toSeq({ fromSeq, messages }: Window): number {
  return fromSeq + messages.length - 1;
}

/** Takes in a message from any source (fact, acknowledgement): counters always, the message itself where the channel is open. */
export function hear(timeline: Timeline, message: Message): Timeline {
  const { seq, counted } = message;
  const next = seq > timeline.seq ? { ...timeline, seq, counted: Math.max(counted, timeline.counted) } : timeline;
  return next.open ? place(next, message) : next;
}

/**
 * The newest page, or one around some message, replaces a missing or stale window, or one that it does not touch; every other page must touch the
 * window. What fits neither is dropped.
 */
export function mergePage(timeline: Timeline, { kind, generation, page }: LoadedPage): Timeline {
  const { window, stale, open } = timeline;
  if (!open || generation !== timeline.generation) return timeline;
  const { items, hasBefore } = page;
  const hasAfter = kind !== 'newest' && page.hasAfter;
  if (items.length === 0 && kind === 'around') return { ...timeline, window: null, stale: false }; // beyond the end: the newest page comes instead
  if (items.length === 0 && window && !stale) {
    if (kind === 'before') return { ...timeline, window: { ...window, hasBefore } };
    return kind === 'after' ? { ...timeline, window: { ...window, hasAfter: window.hasAfter && hasAfter } } : timeline;
  }
  const first = items[0]?.seq ?? 1;
  const last = first + items.length - 1;
  const touches = window !== null && !stale && first <= toSeq(window) + 1 && last >= window.fromSeq - 1;
  if (touches) return settled(timeline, joined(window, page, first, last));
  if (kind !== 'newest' && kind !== 'around') return timeline;
  // What is replaced may hold copies that were heard after the page was read.
  const messages = window
    ? items.map((message) => newerOf(message, window.messages[message.seq - window.fromSeq]))
    : items;
  return settled(timeline, { fromSeq: first, messages, hasBefore, hasAfter });
}

function joined(window: Window, { items, hasBefore, hasAfter }: MessagePage, first: number, last: number): Window {
  const older = items.slice(0, Math.max(0, window.fromSeq - first));
  const grows = last > toSeq(window);
  const newer = grows ? items.slice(toSeq(window) + 1 - first) : [];
  const shared = window.messages.map((message) => newerOf(message, items[message.seq - first]));
  return {
    fromSeq: Math.min(first, window.fromSeq),
    messages: [...older, ...shared, ...newer],
    hasBefore: first <= window.fromSeq ? hasBefore : window.hasBefore,
    // A window that reaches to the end loads on by itself, however many pages that takes.
    hasAfter: window.hasAfter && (!grows || hasAfter),
  };
}

/** Lets go what lies outside of these numbers. What was left out can be loaded again, like what was never loaded. */
export function trimmed(timeline: Timeline, fromSeq: number, untilSeq: number): Timeline {
  const { window } = timeline;
  if (!window) return timeline;
  const [first, last] = [Math.max(fromSeq, window.fromSeq), Math.min(untilSeq, toSeq(window))];
  const [before, after] = [first > window.fromSeq, last < toSeq(window)];
  if (first > last || !(before || after)) return timeline;
  const messages = window.messages.slice(first - window.fromSeq, last - window.fromSeq + 1);
  const rest = { hasBefore: window.hasBefore || before, hasAfter: window.hasAfter || after };
  return { ...timeline, window: { fromSeq: first, messages, ...rest } };
}

/** Begins to keep messages. From here on everything that is heard is kept, so a page asked for afterwards misses nothing. */
export function opened(timeline: Timeline): Timeline {
  return timeline.open ? timeline : { ...timeline, open: true };
}

/** Lets the messages go and keeps the counters. */
export function closed({ seq, counted, generation }: Timeline): Timeline {
  return { ...emptyTimeline, seq, counted, generation: generation + 1 };
}

/** Somebody wants to see another part: what was asked before is no use any more. */
export function turned(timeline: Timeline): Timeline {
  return { ...timeline, generation: timeline.generation + 1 };
}

/** Something may have been missed: what is shown stands until the newest page comes, and pages asked for before do not count. */
export function outdated(timeline: Timeline): Timeline {
  return { ...timeline, stale: timeline.window !== null, generation: timeline.generation + 1 };
}

function place(timeline: Timeline, message: Message): Timeline {
  const { window, loose } = timeline;
  const { seq } = message;
  if (window && seq >= window.fromSeq && seq <= toSeq(window)) {
    const index = seq - window.fromSeq;
    if (newerOf(window.messages[index]!, message) !== message) return timeline;
    const messages = window.messages.slice();
    messages[index] = message;
    return { ...timeline, window: { ...window, messages } };
  }
  if (window && seq === toSeq(window) + 1) {
    return absorb({ ...timeline, window: grown(timeline, window, [message]) });
  }
  const held = loose[seq];
  if (held && newerOf(held, message) === held) return timeline;
  return bounded({ ...timeline, loose: { ...loose, [seq]: message } });
}

/** A new window, with every newer copy that was heard meanwhile. */
function settled(timeline: Timeline, window: Window): Timeline {
  const messages = window.messages.map((message) => newerOf(message, timeline.loose[message.seq]));
  const newest = messages.at(-1);
  const seq = Math.max(timeline.seq, newest?.seq ?? 0);
  const counted = Math.max(timeline.counted, newest?.counted ?? 0);
  return absorb({ ...timeline, seq, counted, stale: false, window: { ...window, messages } });
}

/** A window in the past is never touched by what comes. That is let go, since it can be loaded; a page asked for before then may hold an older copy, and does not count. */
function bounded(timeline: Timeline): Timeline {
  return Object.keys(timeline.loose).length > MOST_LOOSE ? { ...turned(timeline), loose: {} } : timeline;
}

/** Moves waiting neighbours into the window and forgets waiting copies of what it holds. */
function absorb(timeline: Timeline): Timeline {
  const { window } = timeline;
  const waiting = Object.keys(timeline.loose);
  if (!window || waiting.length === 0) return timeline;
  const next: Message[] = [];
  for (let one = timeline.loose[toSeq(window) + 1]; one; one = timeline.loose[one.seq + 1]) next.push(one);
  const whole = next.length > 0 ? grown(timeline, window, next) : window;
  const outside = waiting.filter((seq) => Number(seq) < whole.fromSeq || Number(seq) > toSeq(whole));
  const loose = Object.fromEntries(outside.map((seq) => [seq, timeline.loose[Number(seq)]!]));
  return { ...timeline, window: whole, loose };
}

/** A window with what was heard and comes next. One that reaches the newest message in this way is at the end again. */
function grown({ seq }: Timeline, window: Window, next: Message[]): Window {
  const messages = window.messages.concat(next);
  return { ...window, messages, hasAfter: window.hasAfter && toSeq({ ...window, messages }) < seq };
}

function newerOf(held: Message, other: Message | undefined): Message {
  return other && other.id === held.id && other.version > held.version ? other : held;
}
