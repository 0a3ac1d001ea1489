import type { IceServers, VoiceParticipant, VoiceSignal } from '../wire.js';
import { Peer, type PeerCall } from './peer.js';
import type { VoicePeer, VoiceSource } from './view.js';

/** So long a signal waits for the news of who has sent it. */
const EARLY_MS = 5_000;

/** Everybody else in a call, and this device's connection with each of them. */
export class Mesh {
  private readonly peers = new Map<string, Peer>();
  /** Signals of those whose coming is not known yet. */
  private readonly early = new Map<string, { signal: VoiceSignal; at: number }[]>();
  private configuration: RTCConfiguration = {};

  constructor(private readonly call: PeerCall) {}

  get views(): readonly VoicePeer[] {
    return [...this.peers.values()].map((peer) => peer.view);
  }

  /** By which servers devices find each other from now on. */
  configure({ iceServers, iceTransportPolicy }: IceServers): void {
    this.configuration = { iceServers, iceTransportPolicy };
    for (const peer of this.peers.values()) peer.configure(this.configuration);
  }

  /** Meets those who are new, and lets those go who are not there any more. `own`: one’s own stay. */
  follow(own: VoiceParticipant, others: readonly VoiceParticipant[], deafened: boolean): void {
    const ids = new Set(others.map(({ peerId }) => peerId));
    const before = [...this.peers.keys()].join(' ');
    for (const [peerId, peer] of this.peers) {
      if (ids.has(peerId)) continue;
      peer.close();
      this.peers.delete(peerId);
    }
    for (const other of others) {
      if (!this.peers.has(other.peerId)) this.meet(own, other);
      this.peers.get(other.peerId)!.update(other, deafened);
    }
    if ([...this.peers.keys()].join(' ') !== before) this.each((peer) => peer.fit(this.peers.size));
  }

  /** Takes in what another device has to say to this one. */
  take(signal: VoiceSignal): void {
    const peer = this.peers.get(signal.from);
    if (peer) return peer.take(signal.signalType, signal.data);
    const now = performance.now();
    for (const [from, waiting] of this.early) if (now - waiting.at(-1)!.at > EARLY_MS) this.early.delete(from);
    this.early.set(signal.from, [...(this.early.get(signal.from) ?? []), { signal, at: now }]);
  }

  /** One sends something else than before. */
  refill(source: VoiceSource): void {
    this.each((peer) => peer.refill(source));
  }

  /** The network or the way to the server was away. */
  hurry(): void {
    this.each((peer) => peer.hurry());
  }

  /** Looks who is heard just now. */
  listen(): void {
    this.each((peer) => peer.listen());
  }

  /** Looks how well everybody is connected. */
  measure(): void {
    this.each((peer) => peer.measure(this.peers.size));
  }

  /** How loud one's own microphone is, 0 to 1; 0 where nobody gets it. */
  async ownLevel(): Promise<number> {
    const [first] = this.peers.values();
    return first ? first.ownLevel() : 0;
  }

  /** Lets everybody go. */
  clear(): void {
    this.each((peer) => peer.close());
    this.peers.clear();
    this.early.clear();
  }

  private meet(own: VoiceParticipant, other: VoiceParticipant): void {
    const peer = new Peer(other, arrivalOf(own) > arrivalOf(other), this.configuration, this.call);
    this.peers.set(other.peerId, peer);
    const waiting = this.early.get(other.peerId) ?? [];
    this.early.delete(other.peerId);
    for (const { signal } of waiting) peer.take(signal.signalType, signal.data);
  }

  private each(act: (peer: Peer) => void): void {
    for (const peer of this.peers.values()) act(peer);
  }
}

/** Who came later makes the offers: both sides know which of them that is. */
function arrivalOf({ joinedAt, user }: VoiceParticipant): string {
  return `${joinedAt} ${user.id}`;
}
