import type { Schemas } from '../generated/contract.js';
import type { VoiceParticipant } from '../wire.js';
import { Alarm } from '../waiting.js';
import { Loudness } from './loudness.js';
import { Measure } from './measure.js';
import { Sections } from './sections.js';
import type { VoicePeer, VoiceQuality, VoiceSource } from './view.js';

type SignalType = Schemas['SignalType'];
type SignalData = Schemas['VoiceSignalData'];

/** How long a connection may take, or be away, before something is done about it; and again after each such time. */
const WATCH_MS = 3_000;
/** A way that breaks comes back by itself within this, or does not. */
const BLINK_MS = 300;

/** What a connection needs of the call that it belongs to. */
export interface PeerCall {
  /** Hands a signal to the server. What does not arrive is said again by whoever waits for it. */
  signal(to: string, signalType: SignalType, data: SignalData): void;
  /** What one sends. */
  track(source: VoiceSource): MediaStreamTrack | null;
  changed(): void;
}

/**
 * The connection with one other device, by perfect negotiation (WebRTC 1.0, 10.7). The one who came later offers.
 */
export class Peer {
  private readonly connection: RTCPeerConnection;
  private readonly sections: Sections;
  private makingOffer = false;
  private ignoresOffer = false;
  private wasConnected = false;
  private closed = false;
  private quality: VoiceQuality = 'unknown';
  private speaking = false;
  private others = 1;
  private shown: VoicePeer | undefined;
  private readonly loudness = new Loudness();
  private readonly measured = new Measure();
  private readonly watch = new Alarm(() => this.again());
  /** Signals are taken one after the other. */
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private participant: VoiceParticipant,
    /** Whether this side makes the first offer, and wins when both offer at once. */
    private readonly offers: boolean,
    configuration: RTCConfiguration,
    private readonly call: PeerCall,
  ) {
    const connection = new RTCPeerConnection({ ...configuration, bundlePolicy: 'max-bundle' });
    this.connection = connection;
    connection.onicecandidate = ({ candidate }) =>
      this.send('ice', candidate ? candidateOf(candidate) : { candidate: '' });
    connection.onnegotiationneeded = () => this.unlessClosed(this.offer());
    connection.onconnectionstatechange = () => this.moved();
    this.sections = new Sections(
      (source) => call.track(source),
      (work) => this.unlessClosed(work),
    );
    if (offers) this.sections.offer(connection);
    this.watch.set(WATCH_MS);
  }

  get peerId(): string {
    return this.participant.peerId;
  }

  /** What is known of the person's part in the call is different. */
  update(participant: VoiceParticipant, deafened: boolean): void {
    this.participant = participant;
    this.sections.play(!deafened && !participant.silenced); // whatever a silenced one still sends, nobody plays it
  }

  /** Other servers to find each other by, for the next time that this is needed. */
  configure(configuration: RTCConfiguration): void {
    this.connection.setConfiguration({ ...configuration, bundlePolicy: 'max-bundle' });
  }

  /** Takes in what the other has said. What the browser does not understand is dropped, and the watch says it all again. */
  take(signalType: SignalType, data: SignalData): void {
    this.turn = this.turn
      .then(() => this.understand(signalType, data))
      .catch((error: unknown) => {
        if (this.closed) return;
        if (!(error instanceof DOMException || error instanceof TypeError)) reportError(error); // ours, and no reason to stop
        this.watch.set(WATCH_MS);
      });
  }

  /** One sends something else than before. */
  refill(source: VoiceSource): void {
    this.sections.refill(source);
  }

  /** What fails because the connection was closed meanwhile concerns nobody. */
  private unlessClosed(work: Promise<unknown>): void {
    work.catch((error: unknown) => {
      if (!this.closed) throw error;
    });
  }

  /** The network or the way to the server was away: whoever is not connected begins anew, at once. */
  hurry(): void {
    if (this.connection.connectionState !== 'connected') this.again();
  }

  /** Whether they are heard just now. Cheap: to be asked often. */
  listen(): void {
    const audible = !this.participant.muted && !this.participant.silenced;
    const speaking = this.loudness.hears(audible ? this.sections.level() : 0);
    if (speaking === this.speaking) return;
    this.speaking = speaking;
    this.call.changed();
  }

  /** How well they are heard and seen, and what of one's own is loud. To be asked every few seconds. */
  measure(others: number): void {
    this.unlessClosed(
      this.connection.getStats().then((report) => {
        const quality = this.measured.take(report);
        if (this.closed || quality === this.quality) return;
        this.quality = quality;
        this.fit(others);
        this.call.changed();
      }),
    );
  }

  /** How loud one's own microphone is, 0 to 1; 0 where nothing is sent. */
  ownLevel(): Promise<number> {
    return this.sections.ownLevel();
  }

  /** What is sent fits what the connection bears and how many others get it. */
  fit(others = this.others): void {
    this.others = others;
    this.sections.fit(others, this.quality);
  }

  close(): void {
    this.closed = true;
    this.watch.clear();
    this.connection.onnegotiationneeded = null;
    this.connection.onicecandidate = null;
    this.connection.onconnectionstatechange = null;
    this.connection.close();
  }

  /** The same object until something is different. */
  get view(): VoicePeer {
    const { user, peerId, camera, screen } = this.participant;
    const view: VoicePeer = {
      ...{ userId: user.id, peerId, state: this.state },
      audio: this.sections.stream('microphone'),
      camera: camera ? this.sections.stream('camera') : null,
      screen: screen ? this.sections.stream('screen') : null,
      ...{ speaking: this.speaking, quality: this.quality },
    };
    const { shown } = this;
    const isSame = shown && (Object.keys(view) as (keyof VoicePeer)[]).every((key) => shown[key] === view[key]);
    return isSame ? shown : (this.shown = view);
  }

  private get state(): VoicePeer['state'] {
    if (this.connection.connectionState === 'connected') return 'connected';
    return this.wasConnected ? 'reconnecting' : 'connecting';
  }

  private moved(): void {
    const { connectionState } = this.connection;
    if (connectionState === 'connected') {
      this.wasConnected = true;
      this.watch.clear();
      this.fit();
    } else if (connectionState === 'failed') {
      this.watch.set(0);
    } else if (connectionState === 'disconnected') {
      this.watch.set(this.offers ? BLINK_MS : WATCH_MS);
    }
    this.call.changed();
  }

  /** Says an offer again that nobody has answered, or looks for another way. */
  private again(): void {
    if (this.closed || this.connection.connectionState === 'connected') return;
    this.watch.set(WATCH_MS);
    const { signalingState, localDescription } = this.connection;
    if (signalingState === 'have-local-offer') this.send('offer', { sdp: localDescription!.sdp });
    else if (this.sections.areThere) this.connection.restartIce();
  }

  private async offer(): Promise<void> {
    try {
      if (this.closed) return;
      this.makingOffer = true;
      await this.connection.setLocalDescription();
      this.send('offer', { sdp: this.connection.localDescription!.sdp });
    } finally {
      this.makingOffer = false;
    }
  }

  private async understand(signalType: SignalType, data: SignalData): Promise<void> {
    if (this.closed) return;
    const { connection } = this;
    if (signalType === 'ice') return this.takeCandidate(data);
    const isStable = connection.signalingState === 'stable';
    if (signalType === 'answer') {
      if (!isStable) await connection.setRemoteDescription({ type: 'answer', sdp: data.sdp });
      return; // an answer to what was said twice
    }
    this.ignoresOffer = this.offers && (this.makingOffer || !isStable);
    if (this.ignoresOffer) return;
    await connection.setRemoteDescription({ type: 'offer', sdp: data.sdp });
    if (!this.sections.areThere) {
      this.sections.adopt(connection.getTransceivers());
      this.call.changed();
    }
    await connection.setLocalDescription();
    this.send('answer', { sdp: connection.localDescription!.sdp });
  }

  private async takeCandidate({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: SignalData): Promise<void> {
    try {
      await this.connection.addIceCandidate(
        candidate === '' ? undefined : { candidate, sdpMid, sdpMLineIndex, usernameFragment },
      );
    } catch (error) {
      if (!this.ignoresOffer) throw error; // of an offer that was not taken in
    }
  }

  private send(signalType: SignalType, data: SignalData): void {
    if (!this.closed) this.call.signal(this.peerId, signalType, data);
  }
}

function candidateOf({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate): SignalData {
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}
