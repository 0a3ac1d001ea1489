import { ParleyError } from '../errors.js';
import type { Schemas } from '../generated/contract.js';
import { Alarm, Backoff } from '../waiting.js';
import type { CommandInput, CommandName, VoiceSignal } from '../wire.js';
import type { CallDeps } from './call-deps.js';
import { IceRenewal } from './ice-renewal.js';
import { loadMesh } from './load-mesh.js';
import type { Mesh } from './mesh.js';
import type { PeerCall } from './peer.js';
import { Speech } from './speech.js';
import { Telling } from './telling.js';
import { Whereabouts } from './whereabouts.js';
import type { VoiceEnd, VoiceSource, VoiceView } from './view.js';

/** How often it is looked how well everybody is connected. */
const MEASURE_MS = 2_000;
/** A membership that is not known may only not be known yet. */
const DOUBT_MS = 1_500;

/** One stay in the call of a channel, with this device: getting in, staying in, and noticing that one is out. The others are the mesh's. */
export class Call implements PeerCall {
  private state: VoiceView['state'] = 'joining';
  private peerId: string | undefined;
  private mesh: Mesh | undefined;
  private readonly here: Whereabouts;
  /** Whether one has seen oneself in the call: from then on not being in it means something. */
  private isSeen = false;
  private resuming: Promise<void> | undefined;
  private lastGone: Schemas['VoiceParticipantGone'] | undefined;
  private isOver = false;
  private readonly retry: Alarm;
  private readonly backoff = new Backoff([250, 2_000]);
  private readonly doubt: Alarm;
  private readonly telling: Telling;
  private readonly ice: IceRenewal;
  private readonly speech: Speech;
  private readonly measuring: ReturnType<typeof setInterval>;
  private readonly unsubscribe: () => void;

  constructor(
    readonly channelId: string,
    private readonly deps: CallDeps,
    private muted: boolean,
    private deafened: boolean,
  ) {
    this.here = new Whereabouts(deps.store, channelId);
    this.retry = new Alarm(() => void this.resume());
    this.doubt = new Alarm(() => this.here.isMember || this.end('removed'));
    this.ice = new IceRenewal(deps.commander, (ice) => this.mesh?.configure(ice));
    this.unsubscribe = deps.store.subscribe(() => this.look());
    this.telling = new Telling(
      () => this.ownState,
      (state, onLost) => {
        if (this.state === 'joined' && !this.isOver) this.send('voice.state', { channelId, ...state }, onLost);
      },
    );
    this.speech = new Speech(
      () => this.listen(),
      (speaking) => this.tell({ speaking }),
    );
    this.measuring = setInterval(() => this.mesh?.measure(), MEASURE_MS);
  }

  /** Joins. @throws ParleyError */
  async join(): Promise<void> {
    const { muted, deafened, channelId, peerId } = this;
    this.mesh ??= await loadMesh(this);
    if (this.isOver) return;
    const input = { channelId, muted, deafened, ...(peerId && { peerId }) };
    const entry = await this.deps.commander.run('voice.join', input);
    if (this.isOver) return this.send('voice.leave', { channelId, peerId: entry.peerId });
    if (entry.peerId !== this.peerId) this.beginStay(entry.peerId);
    this.ice.take(entry.ice);
    this.state = 'joined';
    this.backoff.reset();
    this.retry.clear();
    this.telling.tellAll();
    this.look();
    this.mesh.hurry();
    this.deps.changed();
  }

  /** The connection to the server is away; those who are connected go on hearing each other. */
  pause(): void {
    if (this.state !== 'joined') return;
    this.state = 'reconnecting';
    this.deps.changed();
  }

  /** The connection to the server is back, or the stay has ended without anybody's doing: goes on with it, or begins another. */
  resume(): Promise<void> {
    if (this.isOver || this.state === 'joining') return Promise.resolve();
    return (this.resuming ??= this.goOn().finally(() => (this.resuming = undefined)));
  }

  private async goOn(): Promise<void> {
    this.state = 'reconnecting';
    this.deps.changed();
    try {
      await this.join();
    } catch (error) {
      if (this.isOver) return;
      if (!(error instanceof ParleyError)) throw error;
      // What the server has decided stands; whatever else went wrong passes.
      if (error.passing) this.retry.set(this.backoff.next());
      else this.end(error.code === 'voice.not_in_room' ? 'lost' : 'removed');
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
    this.mesh?.refill(source);
    if (source !== 'microphone') this.tell({ [source]: this.deps.tracks.has(source) });
  }

  /** Another device has something to say to this one; what is meant for an earlier stay is dropped. */
  signalled(signal: VoiceSignal): void {
    if (signal.channelId === this.channelId && signal.to === this.peerId) this.mesh?.take(signal);
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
    clearInterval(this.measuring);
    for (const alarm of [this.retry, this.doubt, this.telling, this.ice, this.speech]) alarm.clear();
    this.mesh?.clear();
    return this.peerId;
  }

  signal(to: string, signalType: Schemas['SignalType'], data: Schemas['VoiceSignalData']): void {
    const { channelId, peerId: from } = this;
    if (from === undefined || this.state !== 'joined') return;
    this.send('voice.signal', { channelId, from, to, signalType, data });
  }

  track(source: VoiceSource): MediaStreamTrack | null {
    return this.deps.tracks.get(source) ?? null;
  }

  changed(): void {
    this.deps.changed();
  }

  get view(): VoiceView {
    return {
      ...{ channelId: this.channelId, state: this.state, muted: this.muted, deafened: this.deafened },
      ...{ silenced: this.here.own?.silenced ?? false, speaking: this.speech.isHeard },
      ...{ microphone: this.track('microphone'), camera: this.track('camera'), screen: this.track('screen') },
      peers: this.mesh?.views ?? [],
    };
  }

  /** Follows what is known of the call: who is in it, and whether one is. */
  private look(): void {
    if (this.isOver || this.peerId === undefined) return;
    if (!this.here.isMember && !this.doubt.isSet) this.doubt.set(DOUBT_MS);
    const { room, own } = this.here;
    if (!room) return; // not known just now
    if (own?.peerId !== this.peerId) return this.isSeen ? queueMicrotask(() => this.wentOut()) : undefined;
    this.isSeen = true;
    this.lastGone = undefined;
    this.hush();
    const others = room.participants.filter((one) => one !== own);
    this.mesh?.follow(own, others, this.deafened);
    this.deps.changed();
  }

  /** One is not in it any more, or with another device. Why, is told right behind the state. */
  private wentOut(): void {
    const { own } = this.here;
    if (this.isOver || !this.isSeen || own?.peerId === this.peerId) return;
    if (own) return this.end('moved');
    const reason = this.lastGone?.reason ?? 'lost';
    if (reason !== 'lost') return this.end(reason);
    this.isSeen = false;
    if (this.state === 'joined') void this.resume();
  }

  private beginStay(peerId: string): void {
    this.mesh?.clear();
    this.peerId = peerId;
    this.isSeen = false;
    this.lastGone = undefined;
  }

  /** Nothing leaves a microphone that is off: not even silence that could be heard as such. */
  private hush(): void {
    const microphone = this.track('microphone');
    if (microphone) microphone.enabled = !this.muted && !this.here.own?.silenced;
  }

  /** Looks who is heard, and how loud one is oneself. */
  private async listen(): Promise<number> {
    this.mesh?.listen();
    const isOff = this.muted || this.here.own?.silenced;
    return isOff ? 0 : ((await this.mesh?.ownLevel()) ?? 0);
  }

  private get ownState(): Schemas['VoiceStateDto'] {
    const { muted, deafened, deps } = this;
    return { muted, deafened, camera: deps.tracks.has('camera'), screen: deps.tracks.has('screen') };
  }

  /** What cannot be told now is told with the next joining. */
  private tell(state: Schemas['VoiceStateDto']): void {
    this.deps.changed();
    this.telling.tell(state);
  }

  /** What does not arrive is said again by what waits for it (`onLost`); a stay that the server does not know any more has to begin anew. */
  private send<Name extends CommandName>(name: Name, input: CommandInput<Name>, onLost?: () => void): void {
    this.deps.commander.run(name, input).catch((error: unknown) => {
      if (!(error instanceof ParleyError)) throw error;
      if (error.code === 'voice.not_in_room') void this.resume();
      else if (error.passing && !this.isOver) onLost?.();
    });
  }

  private end(reason: VoiceEnd): void {
    if (this.isOver) return;
    this.close();
    this.deps.ended(reason);
  }
}
