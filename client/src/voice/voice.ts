import type { Events } from '../events.js';
import type { Commander } from '../net/commander.js';
import { callListener, type Store } from '../store/store.js';
import { ownError, ParleyError } from '../errors.js';
import { Call } from './call.js';
import type { VoiceEnd, VoiceSource, VoiceView } from './view.js';

/** With what one steps into a call. */
export interface VoiceOptions {
  /** `false` */
  muted?: boolean;
  /** `false` */
  deafened?: boolean;
}

/**
 * Calls with this device, by WebRTC: everybody sends to everybody else. Needs a browser. Who is in which call stands in `State.voices`, whether one
 * takes part or not.
 * @example
 * client.voice.setTrack('microphone', (await navigator.mediaDevices.getUserMedia({ audio: true })).getAudioTracks()[0]!);
 * await client.voice.join(channelId);
 * client.voice.subscribe(() => play(client.voice.view?.peers ?? []));
 */
export class Voice {
  private call: Call | undefined;
  private shown: VoiceView | undefined;
  private readonly tracks = new Map<VoiceSource, MediaStreamTrack>();
  private readonly listeners = new Set<() => void>();
  private readonly endListeners = new Set<(end: { channelId: string; reason: VoiceEnd }) => void>();

  constructor(
    private readonly commander: Commander,
    private readonly store: Store,
    events: Events,
  ) {
    events.on('voice.signalled', (signal) => this.call?.signalled(signal));
    events.on('voice.participant.left', (gone) => this.call?.gone(gone));
    globalThis.addEventListener?.('pagehide', () => void this.leave());
    globalThis.addEventListener?.('online', () => void this.call?.resume());
  }

  /** The call that this device is in; undefined for none. The same object until something changes. */
  get view(): VoiceView | undefined {
    return (this.shown ??= this.call?.view);
  }

  /** Calls `listener` after every change of `view`, until the answered function is called. May be passed on without its object. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Calls `listener` when a call ends, by whomever, until the answered function is called. */
  onEnd(listener: (end: { channelId: string; reason: VoiceEnd }) => void): () => void {
    this.endListeners.add(listener);
    return () => this.endListeners.delete(listener);
  }

  /**
   * Steps into the call of a voice channel or a DM, out of any other one; with nothing to send one listens.
   * @throws ParleyError `voice.room_full`, `client.not_connected`, `client.calls_unsupported`, and what else the server says.
   */
  async join(channelId: string, { muted = false, deafened = false }: VoiceOptions = {}): Promise<void> {
    if (typeof RTCPeerConnection === 'undefined') throw ownError('client.calls_unsupported');
    if (this.call?.channelId === channelId) return;
    const before = this.call?.channelId;
    const stay = this.finish('left', { keep: 'microphone' });
    const call: Call = new Call(
      channelId,
      {
        ...{ commander: this.commander, store: this.store, tracks: this.tracks },
        changed: () => this.call === call && this.changed(),
        ended: (reason) => this.call === call && this.finish(reason),
      },
      muted,
      deafened,
    );
    this.call = call;
    this.changed();
    try {
      await call.join();
    } catch (error) {
      if (this.call === call) this.finish('left');
      // The server has left one where one was; or it was done all the same. Nobody is to see somebody there who is not.
      if (before !== undefined && stay !== undefined) await this.stepOut({ channelId: before, peerId: stay });
      if (error instanceof ParleyError && error.code === 'client.no_answer') await this.stepOut({ channelId });
      throw error;
    }
  }

  /** Steps out. Here it is over at once; a server that cannot be reached notices by itself. */
  async leave(): Promise<void> {
    const { call } = this;
    if (!call) return;
    const peerId = this.finish('left');
    if (peerId !== undefined) await this.stepOut({ channelId: call.channelId, peerId });
  }

  /** Turns the microphone off or on. */
  setMuted(muted: boolean): void {
    this.call?.setMuted(muted);
    this.changed();
  }

  /** Hears nobody, or everybody again. */
  setDeafened(deafened: boolean): void {
    this.call?.setDeafened(deafened);
    this.changed();
  }

  /**
   * Sends this track from now on, to whomever is in the call now or later; `null` for nothing. It belongs to the call: it is stopped when another
   * takes its place and when the call ends, and let go when it ends by itself.
   */
  setTrack(source: VoiceSource, track: MediaStreamTrack | null): void {
    const before = this.tracks.get(source);
    if (before === (track ?? undefined)) return;
    if (track) this.tracks.set(source, track);
    else this.tracks.delete(source);
    before?.stop();
    if (source === 'screen' && track) track.contentHint = 'detail';
    track?.addEventListener('ended', () => this.tracks.get(source) === track && this.setTrack(source, null));
    this.call?.refill(source);
    this.changed();
  }

  /** The live connection is there: the call goes on. */
  cameUp(): void {
    void this.call?.resume();
  }

  /** The live connection is away. */
  wentDown(): void {
    this.call?.pause();
  }

  /** Signed out, or the client was closed. */
  close(): void {
    if (this.call) this.finish('closed');
  }

  /** Answers the stay that the server may still know of. */
  private finish(reason: VoiceEnd, { keep }: { keep?: VoiceSource } = {}): string | undefined {
    const { call } = this;
    if (!call) return undefined;
    this.call = undefined;
    const peerId = call.close();
    for (const [source, track] of this.tracks) {
      if (source === keep) continue;
      track.stop();
      this.tracks.delete(source);
    }
    this.changed();
    for (const listener of [...this.endListeners]) callListener(listener, { channelId: call.channelId, reason });
    return peerId;
  }

  /** Without a stay's name: with this device alone, for the call may go on with another. A server that cannot be reached notices by itself. */
  private async stepOut(stay: { channelId: string; peerId?: string }): Promise<void> {
    try {
      if (stay.peerId === undefined) await this.commander.runLive('voice.leave', stay);
      else await this.commander.run('voice.leave', stay);
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
    }
  }

  private changed(): void {
    this.shown = undefined;
    for (const listener of [...this.listeners]) callListener(listener);
  }
}
