import { ownError, ParleyError, type OwnCode } from './errors.js';
import type { Settings } from './options.js';
import { addPending, changePending, dropPending } from './store/pending.js';
import { takeMessage } from './store/reduce.js';
import type { PendingMessage, State } from './store/state.js';
import type { Store } from './store/store.js';
import { Alarm, Backoff } from './waiting.js';
import { OutboxShelf } from './outbox-shelf.js';
import type { CommandInput, Message } from './wire.js';

/** What to send. */
export interface Outgoing {
  channelId: string;
  /** Markdown, kept byte for byte; 1 to 10,000 characters. May be left out where something is attached. */
  body?: string;
  /** The message of the same channel that this one answers. */
  replyToId?: string;
  /** What was uploaded (`client.media.upload`) and goes along, in this order; at most 10. It need not be ready yet. */
  mediaIds?: readonly string[];
}

/** A message that was handed over. */
export interface Sending {
  /** What it is recognised by until it has an id. */
  nonce: string;
  /**
   * The stored message. Rejects with a `ParleyError` when the server refuses it, when it is discarded, or when the client signs out or is closed;
   * waits for as long as the server cannot be reached. May be left alone.
   */
  delivered: Promise<Message>;
}

interface Waiter extends Sending {
  resolve(message: Message): void;
  reject(error: ParleyError): void;
}

/** One try, by whichever road is open. */
type SendOnce = (input: CommandInput<'message.send'>) => Promise<Message>;

/** A channel's queue: one message is under way at a time, so none overtakes another. */
interface Lane {
  busy: boolean;
  alarm: Alarm;
  backoff: Backoff;
}

/** Brings messages to the server, each once and in order, however often that takes. */
export class Outbox {
  private readonly lanes = new Map<string, Lane>();
  private readonly waiters = new Map<string, Waiter>();
  private readonly shelf: OutboxShelf;

  constructor(
    private readonly store: Store,
    private readonly sendOnce: SendOnce,
    private readonly settings: Pick<Settings, 'storage' | 'storagePrefix' | 'locks' | 'timing'>,
  ) {
    this.shelf = new OutboxShelf(store, settings);
  }

  /** Takes a message, shows it as pending at once and sends it as soon as what was handed over before is through. */
  send({ channelId, body = '', replyToId, mediaIds = [] }: Outgoing): Sending {
    const nonce = newNonce();
    const createdAt = new Date().toISOString();
    const along = {
      ...(replyToId !== undefined && { replyToId }),
      ...(mediaIds.length > 0 && { mediaIds: [...mediaIds] }),
    };
    const waiter = this.waitFor(nonce);
    this.store.update((state) => addPending(state, { nonce, channelId, body, ...along, createdAt, status: 'sending' }));
    this.work(channelId);
    return { nonce, delivered: waiter.delivered };
  }

  /** Sends a refused message again, under the same nonce. */
  retry(nonce: string): Sending {
    const message = pendingOf(this.store.state, nonce);
    if (message?.status !== 'failed') throw new RangeError('Only a message that was refused can be sent again.');
    const waiter = this.waitFor(nonce);
    this.store.update((state) => changePending(state, nonce, { status: 'sending', error: undefined }));
    this.work(message.channelId);
    return { nonce, delivered: waiter.delivered };
  }

  /** Drops a message that is not stored yet. One that is being sent at this moment may arrive all the same. */
  discard(nonce: string): void {
    this.store.update((state) => dropPending(state, nonce));
    this.giveUp(nonce, 'client.discarded');
  }

  /** A message was heard of: it is stored, whether or not its acknowledgement comes. */
  heard(message: Message): void {
    if (message.nonce === null || message.author.id !== this.store.state.me?.id) return;
    this.waiters.get(message.nonce)?.resolve(message);
    this.waiters.delete(message.nonce);
  }

  /** Tries at once what waits for another try: the connection is back. */
  wake(): void {
    for (const [channelId, { alarm }] of this.lanes) {
      alarm.clear();
      this.work(channelId);
    }
  }

  /** Begins with what this person left unsent. */
  async begin(userId: string): Promise<void> {
    const left = await this.shelf.open(userId);
    const known = new Set(this.store.state.pending.map(({ nonce }) => nonce));
    const fresh = left.filter(({ nonce }) => !known.has(nonce));
    this.store.update((state) => (fresh.length === 0 ? state : { ...state, pending: [...fresh, ...state.pending] }));
    this.shelf.save(); // what was handed over while the storage was read
    for (const { channelId } of this.store.state.pending) this.work(channelId);
  }

  /** Stops. What is unsent stays in the storage unless `forget` is set. */
  async end(code: OwnCode, { forget = false } = {}): Promise<void> {
    for (const { alarm } of this.lanes.values()) alarm.clear();
    this.lanes.clear();
    for (const nonce of [...this.waiters.keys()]) this.giveUp(nonce, code);
    await this.shelf.close({ forget });
  }

  private waitFor(nonce: string): Waiter {
    let resolve!: Waiter['resolve'];
    let reject!: Waiter['reject'];
    const delivered = new Promise<Message>((...settle) => ([resolve, reject] = settle));
    delivered.catch(() => undefined /* shown as `failed` in the store, so nobody has to listen here */);
    const waiter = { nonce, delivered, resolve, reject };
    this.waiters.set(nonce, waiter);
    return waiter;
  }

  private giveUp(nonce: string, code: OwnCode): void {
    this.waiters.get(nonce)?.reject(ownError(code));
    this.waiters.delete(nonce);
  }

  private laneOf(channelId: string): Lane {
    let lane = this.lanes.get(channelId);
    if (!lane) {
      const alarm = new Alarm(() => this.work(channelId));
      lane = { busy: false, alarm, backoff: new Backoff(this.settings.timing.retryWait) };
      this.lanes.set(channelId, lane);
    }
    return lane;
  }

  private work(channelId: string): void {
    const lane = this.laneOf(channelId);
    if (lane.busy || lane.alarm.isSet) return;
    const next = this.store.state.pending.find((one) => one.channelId === channelId && one.status === 'sending');
    if (!next) return void this.lanes.delete(channelId);
    lane.busy = true;
    void this.tryOnce(lane, next).then(() => {
      lane.busy = false;
      if (this.lanes.get(channelId) === lane) this.work(channelId);
    });
  }

  /** Never rejects: whatever happens shows in the store. */
  private async tryOnce(lane: Lane, { channelId, body, nonce, replyToId, mediaIds }: PendingMessage): Promise<void> {
    const waiter = this.waiters.get(nonce) ?? this.waitFor(nonce);
    const along = { ...(replyToId !== undefined && { replyToId }), ...(mediaIds && { mediaIds: [...mediaIds] }) };
    const input = { channelId, body, nonce, ...along };
    try {
      const message = await Promise.race([this.sendOnce(input), waiter.delivered]);
      if (this.lanes.get(channelId) !== lane) return; // ended meanwhile
      lane.backoff.reset();
      this.store.update((state) => takeMessage(state, message));
      waiter.resolve(message);
      this.waiters.delete(nonce);
    } catch (error) {
      if (this.lanes.get(channelId) === lane && pendingOf(this.store.state, nonce)) this.failed(lane, nonce, error);
    }
  }

  private failed(lane: Lane, nonce: string, cause: unknown): void {
    const error = cause instanceof ParleyError ? cause : ownError('client.unexpected_answer', cause);
    if (error.passing || error.status === 401) {
      lane.alarm.set(Math.max(lane.backoff.next(), (error.retryAfter ?? 0) * 1_000)); // 401: the session renews itself or ends
      return;
    }
    this.store.update((state) => changePending(state, nonce, { status: 'failed', error }));
    this.waiters.get(nonce)?.reject(error);
    this.waiters.delete(nonce);
  }
}

/** A lower-case UUID, version 4. Pages that came over plain http from another machine have no `crypto.randomUUID`. */
function newNonce(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function pendingOf(state: State, nonce: string): PendingMessage | undefined {
  return state.pending.find((one) => one.nonce === nonce);
}
