import { encodingOf } from './encoding.js';
import type { VoiceQuality, VoiceSource } from './view.js';

/** The order of the media sections in every description. */
const SOURCES: readonly VoiceSource[] = ['microphone', 'camera', 'screen'];

/**
 * What is sent to one other device and comes from it: a media section for each source, made once and never taken away, so that turning a camera on
 * negotiates nothing.
 */
export class Sections {
  private transceivers: readonly RTCRtpTransceiver[] = [];
  private streams: readonly MediaStream[] = [];
  /** When something of theirs was played last, by a clock of WebRTC. */
  private heardAt: number | undefined;
  private isPlayed = true;

  constructor(
    private readonly track: (source: VoiceSource) => MediaStreamTrack | null,
    /** Takes what may fail when the connection is closed meanwhile. */
    private readonly attempt: (work: Promise<unknown>) => void,
  ) {}

  /** Whether they are there: from the first description on. */
  get areThere(): boolean {
    return this.transceivers.length > 0;
  }

  /** What comes from the other; null before the first description. */
  stream(source: VoiceSource): MediaStream | null {
    return this.streams[SOURCES.indexOf(source)] ?? null;
  }

  /** Makes them, for the first offer. */
  offer(connection: RTCPeerConnection): void {
    this.adopt(SOURCES.map((source) => connection.addTransceiver(source === 'microphone' ? 'audio' : 'video')));
  }

  /** Takes those that the other has made. */
  adopt(transceivers: readonly RTCRtpTransceiver[]): void {
    this.transceivers = transceivers;
    this.streams = transceivers.map(({ receiver }) => new MediaStream([receiver.track]));
    for (const transceiver of transceivers) transceiver.direction = 'sendrecv';
    for (const source of SOURCES) this.refill(source);
    this.play(this.isPlayed);
  }

  /** One sends something else than before. */
  refill(source: VoiceSource): void {
    const sender = this.transceivers[SOURCES.indexOf(source)]?.sender;
    if (sender) this.attempt(sender.replaceTrack(this.track(source)));
  }

  /** What is sent fits what the connection bears and how many others get it. */
  fit(others: number, quality: VoiceQuality): void {
    for (const [index, { sender }] of this.transceivers.entries()) {
      const encoding = encodingOf(SOURCES[index]!, others, quality);
      const parameters = sender.getParameters();
      if (!encoding || parameters.encodings.length === 0) continue;
      Object.assign(parameters.encodings[0]!, encoding);
      this.attempt(sender.setParameters(parameters));
    }
  }

  /** Plays their sound, or does not. */
  play(isOn: boolean): void {
    this.isPlayed = isOn;
    const sound = this.transceivers[0]?.receiver.track;
    if (sound) sound.enabled = isOn;
  }

  /** How loud they are just now, 0 to 1. Cheap: to be asked often. */
  level(): number {
    const [heard] = this.transceivers[0]?.receiver.getSynchronizationSources() ?? [];
    const isFresh = heard !== undefined && heard.timestamp !== this.heardAt;
    this.heardAt = heard?.timestamp;
    return isFresh ? (heard.audioLevel ?? 0) : 0;
  }

  /** How loud one's own microphone is, 0 to 1; 0 where nothing is sent. */
  async ownLevel(): Promise<number> {
    const report = await this.transceivers[0]?.sender.getStats();
    for (const entry of report?.values() ?? []) {
      const { type, audioLevel } = entry as { type: string; audioLevel?: number };
      if (type === 'media-source') return audioLevel ?? 0;
    }
    return 0;
  }
}
