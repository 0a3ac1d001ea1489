import { ownError, ParleyError } from '../errors.js';
import type { Schemas } from '../generated/contract.js';
import type { Commander } from '../net/commander.js';
import type { Store } from '../store/store.js';
import { Alarm, Backoff } from '../waiting.js';
import type { IceServers, VoiceParticipant, VoiceSignal } from '../wire.js';
import { Loudness } from './loudness.js';
import { Peer, type PeerCall } from './peer.js';
import type { VoiceEnd, VoiceSource, VoiceView } from './view.js';

/** How often it is looked who speaks, and how well everybody is connected. */
const LISTEN_MS = 200;
const MEASURE_MS = 2_000;
/** Credentials of the relay are fetched anew so long before they run out. */
const RENEW_EARLY_MS = 60_000;
/** So long a signal waits for the news of who has sent it. */
const EARLY_MS = 5_000;
/** A membership that is not known may only not be known yet. */
const DOUBT_MS = 1_500;

/** What a call needs of the client. */
export interface CallDeps {
  commander: Commander;
  store: Store;
  /** What one sends; the call reads it and changes nothing. */
  tracks: ReadonlyMap<VoiceSource, MediaStreamTrack>;
  changed(): void;
  ended(reason: VoiceEnd): void;
}

/** One stay in the call of a channel, with this device: who else is there, and the connection with each of them. */
export class Call implements PeerCall {
  private state: VoiceView['state'] = 'joining';
  private peerId: string | undefined;
  /** When one came, with one's id: who came later makes the offers. */
  private arrival = '';
  private ice: IceServers | undefined;
  private readonly peers = new Map<string, Peer>();
  /** Signals of those whose coming is not known yet. */
  private readonly early = new Map<string, { signal: VoiceSignal; at: number }[]>();
  /** Whether one has seen oneself in the call: from then on not being in it means something. */
  private isSeen = false;
  private lastGone: Schemas['VoiceParticipantGone'] | undefined;
  private speaking = false;
  private isOver = false;
  private readonly loudness = new Loudness();
  private readonly retry: Alarm;
  private readonly backoff = new Backoff([250, 2_000]);
  private readonly doubt: Alarm;
  private readonly renewal: Alarm;
  private readonly listening: ReturnType<typeof setInterval>;
  private readonly measuring: ReturnType<typeof setInterval>;
  private readonly unsubscribe: () => void;

  constructor(
    readonly channelId: string,
    private readonly deps: CallDeps,
    private muted: boolean,
    private deafened: boolean,
  ) {
    this.retry = new Alarm(() => void this.resume());
    this.doubt = new Alarm(() => this.membership || this.end('removed'));
    this.renewal = new Alarm(() => void this.renew());
    this.unsubscribe = deps.store.subscribe(() => this.look());
    this.listening = setInterval(() => void this.listen(), LISTEN_MS);
    this.measuring = setInterval(() => this.measure(), MEASURE_MS);
  }

  /** Steps in. @throws ParleyError */
  async enter(): Promise<void> {
    const { muted, deafened, channelId, peerId } = this;
    const entry = await this.deps.commander.run('voice.join', {
      channelId,
      muted,
      deafened,
      ...(peerId && { peerId }),
    });
    if (this.isOver) return;
    if (entry.peerId !== this.peerId) this.beginStay(entry.peerId);
    const own = entry.room.participants.find((one) => one.peerId === entry.peerId);
    if (own) this.arrival = arrivalOf(own);
    this.takeIce(entry.ice);
    this.state = 'joined';
    this.backoff.reset();
    this.tell({ muted, deafened, camera: this.sends('camera'), screen: this.sends('screen') });
    this.look();
    for (const peer of this.peers.values()) peer.hurry();
    this.deps.changed();
  }

  /** The connection to the server is away; those who are connected go on hearing each other. */
  pause(): void {
    if (this.state !== 'joined') return;
    this.state = 'reconnecting';
    this.deps.changed();
  }

  /** The connection to the server is back, or the stay has ended without anybody's doing: goes on with it, or begins another. */
  async resume(): Promise<void> {
    if (this.isOver || this.state === 'joining') return;
    this.state = 'reconnecting';
    this.deps.changed();
    try {
      await this.enter();
    } catch (error) {
      if (this.isOver) return;
      // What the server has decided stands; whatever else went wrong passes.
      if (error instanceof ParleyError && error.status >= 400 && error.status < 500 && error.status !== 429)
        this.end('removed');
      else this.retry.set(this.backoff.next());
    }
  }

  setMuted(muted: boolean): void {
    this.muted = muted;
    this.hush();
    this.tell({ muted });
  }

  setDeafened(deafened: boolean): void {
    this.deafened = deafened;
    this.look();
    this.tell({ deafened });
  }

  /** Something else is sent than before. */
  refill(source: VoiceSource): void {
    this.hush();
    for (const peer of this.peers.values()) peer.refill(source);
    if (source !== 'microphone') this.tell({ [source]: this.sends(source) });
  }

  /** Another device has something to say to this one. */
  signalled(signal: VoiceSignal): void {
    if (signal.channelId !== this.channelId || signal.to !== this.peerId) return; // of an earlier stay
    const peer = this.peers.get(signal.from);
    if (peer) return peer.take(signal.signalType, signal.data);
    const now = performance.now();
    const waiting = (this.early.get(signal.from) ?? []).filter(({ at }) => now - at < EARLY_MS);
    this.early.set(signal.from, [...waiting, { signal, at: now }]);
  }

  /** Somebody has gone, perhaps oneself. */
  gone(gone: Schemas['VoiceParticipantGone']): void {
    if (gone.channelId !== this.channelId || gone.userId !== this.deps.store.state.me?.id) return;
    this.lastGone = gone;
    this.look();
  }

  /** Ends everything here. Answers the stay that the server may still know of. */
  close(): string | undefined {
    this.isOver = true;
    this.unsubscribe();
    clearInterval(this.listening);
    clearInterval(this.measuring);
    for (const alarm of [this.retry, this.doubt, this.renewal]) alarm.clear();
    this.closePeers();
    return this.peerId;
  }

  signal(to: string, signalType: Schemas['SignalType'], data: Schemas['VoiceSignalData']): void {
    const { channelId, peerId: from } = this;
    if (from === undefined || this.state !== 'joined') return;
    this.deps.commander.run('voice.signal', { channelId, from, to, signalType, data }).catch((error: unknown) => {
      // The connection says by itself what was lost; only a stay that the server does not know any more has to begin anew.
      if (error instanceof ParleyError && error.code === 'voice.not_in_room') void this.resume();
    });
  }

  track(source: VoiceSource): MediaStreamTrack | null {
    return this.deps.tracks.get(source) ?? null;
  }

  others(): number {
    return this.peers.size;
  }

  changed(): void {
    this.deps.changed();
  }

  get view(): VoiceView {
    return {
      ...{ channelId: this.channelId, state: this.state, muted: this.muted, deafened: this.deafened },
      ...{ silenced: this.silenced, speaking: this.speaking },
      ...{ microphone: this.track('microphone'), camera: this.track('camera'), screen: this.track('screen') },
      peers: [...this.peers.values()].map((peer) => peer.view),
    };
  }

  /** Follows what is known of the call: who is in it, and whether one is. */
  private look(): void {
    if (this.isOver || this.peerId === undefined) return;
    if (!this.membership && !this.doubt.isSet) this.doubt.set(DOUBT_MS);
    const room = this.deps.store.state.voices[this.channelId];
    if (!room) return; // not known just now
    const own = room.participants.find(({ user }) => user.id === this.me);
    if (own?.peerId === this.peerId) this.isSeen = true;
    else if (this.isSeen) return this.wentOut(own);
    this.hush();
    this.follow(room.participants.filter((one) => one !== own));
  }

  /** One is not in it any more, or with another device. */
  private wentOut(other: VoiceParticipant | undefined): void {
    if (other) return this.end('moved');
    const reason = this.lastGone?.reason ?? 'lost';
    if (reason !== 'lost') return this.end(reason);
    this.isSeen = false;
    if (this.state === 'joined') void this.resume();
  }

  private follow(others: VoiceParticipant[]): void {
    if (this.state === 'joining') return;
    const ids = new Set(others.map(({ peerId }) => peerId));
    let changed = false;
    for (const [peerId, peer] of this.peers) {
      if (ids.has(peerId)) continue;
      peer.close();
      changed = this.peers.delete(peerId);
    }
    for (const other of others) {
      const known = this.peers.get(other.peerId);
      known?.update(other, this.deafened);
      if (known) continue;
      this.meet(other);
      changed = true;
    }
    if (changed) for (const peer of this.peers.values()) peer.fit();
    this.deps.changed();
  }

  private meet(other: VoiceParticipant): void {
    const peer = new Peer(other, this.arrival > arrivalOf(other), this.configuration, this);
    this.peers.set(other.peerId, peer);
    const waiting = this.early.get(other.peerId) ?? [];
    this.early.delete(other.peerId);
    for (const { signal } of waiting) peer.take(signal.signalType, signal.data);
  }

  private beginStay(peerId: string): void {
    this.closePeers();
    this.peerId = peerId;
    this.isSeen = false;
    this.lastGone = undefined;
  }

  private closePeers(): void {
    for (const peer of this.peers.values()) peer.close();
    this.peers.clear();
    this.early.clear();
  }

  private takeIce(ice: IceServers): void {
    this.ice = ice;
    for (const peer of this.peers.values()) peer.configure(this.configuration);
    if (ice.expiresAt === null) return;
    this.renewal.set(Math.max(RENEW_EARLY_MS / 2, Date.parse(ice.expiresAt) - Date.now() - RENEW_EARLY_MS));
  }

  /** Fetches other credentials for the relay; where that fails, the next joining brings some. */
  private async renew(): Promise<void> {
    try {
      this.takeIce(await this.deps.commander.run('voice.ice_servers', {}));
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      this.renewal.set(RENEW_EARLY_MS / 2);
    }
  }

  private get configuration(): RTCConfiguration {
    return { iceServers: this.ice?.iceServers ?? [], iceTransportPolicy: this.ice?.iceTransportPolicy ?? 'all' };
  }

  private get me(): string | undefined {
    return this.deps.store.state.me?.id;
  }

  private get membership(): boolean {
    return this.deps.store.state.memberships[this.channelId] !== undefined;
  }

  private get silenced(): boolean {
    const room = this.deps.store.state.voices[this.channelId];
    return room?.participants.find(({ user }) => user.id === this.me)?.silenced ?? false;
  }

  private sends(source: VoiceSource): boolean {
    return this.deps.tracks.has(source);
  }

  /** Nothing leaves a microphone that is off: not even silence that could be heard as such. */
  private hush(): void {
    const microphone = this.track('microphone');
    if (microphone) microphone.enabled = !this.muted && !this.silenced;
  }

  private async listen(): Promise<void> {
    for (const peer of this.peers.values()) peer.listen();
    const [first] = this.peers.values();
    const level = first && !this.muted && !this.silenced ? await first.ownLevel() : 0;
    const speaking = this.loudness.hears(level);
    if (speaking === this.speaking || this.isOver) return;
    this.speaking = speaking;
    this.tell({ speaking });
    this.deps.changed();
  }

  private measure(): void {
    for (const peer of this.peers.values()) peer.measure();
  }

  /** Tells the server. What does not arrive is told with the next joining, except who speaks, which is old by then. */
  private tell(state: Omit<Schemas['VoiceStateDto'], never>): void {
    if (this.state !== 'joined') return;
    this.deps.commander.run('voice.state', { channelId: this.channelId, ...state }).catch((error: unknown) => {
      if (!(error instanceof ParleyError)) throw error;
      if (error.code === 'voice.not_in_room') void this.resume();
    });
  }

  private end(reason: VoiceEnd): void {
    if (this.isOver) return;
    this.close();
    this.deps.ended(reason);
  }
}

function arrivalOf({ joinedAt, user }: VoiceParticipant): string {
  return `${joinedAt} ${user.id}`;
}

/** @throws ParleyError `client.calls_unsupported` where there is no WebRTC. */
export function requireCalls(): void {
  if (typeof RTCPeerConnection === 'undefined') throw ownError('client.calls_unsupported');
}
