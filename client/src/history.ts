import { ParleyError } from './errors.js';
import type { Timing } from './options.js';
import { sweepSent } from './store/pending.js';
import type { State } from './store/state.js';
import type { Store } from './store/store.js';
import {
  closed,
  emptyTimeline,
  mergePage,
  opened,
  toSeq,
  trimmed,
  turned,
  type LoadedPage,
  type Timeline,
} from './store/timeline.js';
import { Alarm, Backoff } from './waiting.js';
import type { CommandInput, MessagePage } from './wire.js';

/** Messages of one page. The server allows 100. */
const PAGE = 50;
/** How long neighbours of a message may be on their way before they are asked for. */
const HOLE_WAIT_MS = 300;

type LoadPage = (input: CommandInput<'message.list'>) => Promise<MessagePage>;
type Cursor = Pick<CommandInput<'message.list'>, 'before' | 'after' | 'around'>;

/** A channel that is looked at. */
interface Watch {
  loading: boolean;
  /** Where the first page is wanted, if not at the end. */
  around: number | undefined;
  alarm: Alarm;
  backoff: Backoff;
  /** Settles when the first page is there or refused. */
  first: Settleable;
}

interface Settleable {
  promise: Promise<void>;
  resolve(): void;
  reject(error: unknown): void;
}

/** Loads messages of the channels that are looked at, and sees to it that their windows reach to the newest message. */
export class History {
  private readonly watches = new Map<string, Watch>();

  constructor(
    private readonly store: Store,
    private readonly load: LoadPage,
    private readonly timing: Timing,
  ) {
    store.subscribe(() => this.look());
  }

  /** Begins to keep a channel's messages. Resolves with its newest page in the store, or that around a message; rejects when the server refuses it. */
  open(channelId: string, around?: number): Promise<void> {
    const known = this.watches.get(channelId);
    if (known) return known.first.promise;
    const alarm = new Alarm(() => this.fill(channelId, watch));
    const backoff = new Backoff(this.timing.retryWait);
    const watch: Watch = { loading: false, around, alarm, backoff, first: settleable() };
    this.watches.set(channelId, watch);
    this.store.update((state) => setTimeline(state, channelId, opened(state.timelines[channelId] ?? emptyTimeline)));
    this.fill(channelId, watch);
    return watch.first.promise;
  }

  /** Goes on with the channels that a kept state has open. */
  resume(): void {
    const { timelines } = this.store.state;
    for (const [channelId, { open }] of Object.entries(timelines)) if (open) void this.open(channelId);
  }

  /** Lets a channel's messages go. */
  close(channelId: string): void {
    const watch = this.watches.get(channelId);
    if (!watch) return;
    this.watches.delete(channelId);
    watch.alarm.clear();
    watch.first.resolve();
    this.change(channelId, closed);
  }

  /** Loads the page before the window of an open channel. Resolves when it is there, at once when there is none. */
  async before(channelId: string): Promise<void> {
    const timeline = this.store.state.timelines[channelId];
    if (!timeline?.window?.hasBefore || timeline.stale) return;
    const page = await this.load({ channelId, before: timeline.window.fromSeq, limit: PAGE });
    this.merge(channelId, { kind: 'before', generation: timeline.generation, page });
  }

  /** Loads the page after the window of an open channel that is in the past. Resolves when it is there, at once when there is none. */
  async after(channelId: string): Promise<void> {
    const timeline = this.store.state.timelines[channelId];
    if (!timeline?.window?.hasAfter || timeline.stale) return;
    const page = await this.load({ channelId, after: toSeq(timeline.window), limit: PAGE });
    this.merge(channelId, { kind: 'after', generation: timeline.generation, page });
  }

  /** Leads the window of an open channel to a message, or to the end. */
  async turn(channelId: string, around?: number): Promise<void> {
    this.change(channelId, turned);
    const timeline = this.store.state.timelines[channelId];
    if (!timeline?.open) return;
    const { generation } = timeline;
    const page = await this.load({ channelId, ...(around !== undefined && { around }), limit: PAGE });
    this.merge(channelId, { kind: around === undefined ? 'newest' : 'around', generation, page });
  }

  /** Lets the messages of an open channel go that lie outside of these numbers. */
  keep(channelId: string, fromSeq: number, toSeq: number): void {
    this.change(channelId, (timeline) => trimmed(timeline, fromSeq, toSeq));
  }

  /** Tries again at once: the connection is back. */
  wake(): void {
    for (const [channelId, watch] of this.watches) this.fill(channelId, watch);
  }

  /** Lets everything go. */
  clear(): void {
    for (const channelId of [...this.watches.keys()]) this.close(channelId);
  }

  private look(): void {
    for (const [channelId, watch] of this.watches) {
      if (!this.store.state.timelines[channelId]?.open) {
        this.close(channelId); // not one's own any more, or signed out
        continue;
      }
      const need = needOf(this.store.state.timelines[channelId]);
      if (!need || watch.alarm.isSet) continue;
      if (need !== 'after') this.fill(channelId, watch);
      else if (!watch.loading) watch.alarm.set(HOLE_WAIT_MS);
    }
  }

  private fill(channelId: string, watch: Watch): void {
    if (watch.loading || this.watches.get(channelId) !== watch) return;
    const timeline = this.store.state.timelines[channelId];
    const need = needOf(timeline, watch.around);
    if (!need || !timeline) return watch.first.resolve();
    watch.alarm.clear();
    watch.loading = true;
    const { generation } = timeline;
    this.load({ channelId, ...cursorOf(need, timeline, watch), limit: PAGE }).then(
      (page) => this.loaded(channelId, watch, { kind: need, generation, page }),
      (error: unknown) => this.failed(channelId, watch, error),
    );
  }

  private loaded(channelId: string, watch: Watch, page: LoadedPage): void {
    watch.loading = false;
    if (this.watches.get(channelId) !== watch) return;
    if (page.generation === this.store.state.timelines[channelId]?.generation) watch.around = undefined; // where the first page was wanted
    const { window, stale } = this.store.state.timelines[channelId] ?? emptyTimeline;
    // Meanwhile somebody may have led it elsewhere: then it lacks no first page any more.
    if (page.kind === 'after' || !window || stale) this.merge(channelId, page);
    if (page.kind === 'after' && page.page.items.length === 0) return watch.alarm.set(watch.backoff.next());
    watch.backoff.reset();
    this.fill(channelId, watch);
  }

  private failed(channelId: string, watch: Watch, error: unknown): void {
    watch.loading = false;
    if (this.watches.get(channelId) !== watch) return;
    if (error instanceof ParleyError && (error.passing || error.status === 401))
      return watch.alarm.set(watch.backoff.next());
    watch.first.reject(error);
    this.close(channelId);
  }

  private merge(channelId: string, page: LoadedPage): void {
    this.change(channelId, (timeline) => mergePage(timeline, page));
  }

  private change(channelId: string, change: (timeline: Timeline) => Timeline): void {
    this.store.update((state) => {
      const timeline = state.timelines[channelId];
      return timeline ? setTimeline(state, channelId, change(timeline)) : state;
    });
  }
}

function setTimeline(state: State, channelId: string, timeline: Timeline): State {
  if (timeline === state.timelines[channelId]) return state;
  return sweepSent({ ...state, timelines: { ...state.timelines, [channelId]: timeline } });
}

/** What an open channel lacks. `wanted`: where its first page shall be. A reader in the past is not led out of it. */
function needOf(timeline: Timeline | undefined, wanted?: number): 'newest' | 'around' | 'after' | undefined {
  if (!timeline?.open) return undefined;
  const { window, stale, seq } = timeline;
  if (!window) return wanted === undefined ? 'newest' : 'around';
  if (stale) return window.hasAfter ? 'around' : 'newest';
  return toSeq(window) < seq && !window.hasAfter ? 'after' : undefined;
}

function cursorOf(need: LoadedPage['kind'], { window }: Timeline, { around }: Watch): Cursor {
  if (need === 'after' && window) return { after: toSeq(window) };
  if (need !== 'around') return {};
  return { around: window ? window.fromSeq + (window.messages.length >> 1) : (around ?? 1) };
}

function settleable(): Settleable {
  let resolve!: () => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<void>((...settle) => ([resolve, reject] = settle));
  promise.catch(() => undefined /* `openChannel` hands it out; nobody has to wait for it */);
  return { promise, resolve, reject };
}
