/** What one sends in a call: each is one track, or none. */
export type VoiceSource = 'microphone' | 'camera' | 'screen';

/** How well one hears and sees somebody: by round trip and loss of the last seconds; `unknown` before anything was measured. */
export type VoiceQuality = 'good' | 'fair' | 'poor' | 'unknown';

/** Somebody else in the call, as this device is connected with them. Their name, and whether they are muted, stands in `State.voices`. */
export interface VoicePeer {
  readonly userId: string;
  readonly peerId: string;
  /** `reconnecting`: was heard before and is not just now. */
  readonly state: 'connecting' | 'connected' | 'reconnecting';
  /** To be played; its track is off where nothing is to be heard: one is deafened oneself, or they are silenced. */
  readonly audio: MediaStream | null;
  /** Null while they do not show themselves. */
  readonly camera: MediaStream | null;
  /** Null while they share none. */
  readonly screen: MediaStream | null;
  readonly speaking: boolean;
  readonly quality: VoiceQuality;
}

/** The call that one is in with this device. A new object after every change; what stayed the same in it is shared. */
export interface VoiceView {
  readonly channelId: string;
  /** `joining`: not let in yet. `reconnecting`: without a live connection to the server; those who are connected go on hearing each other. */
  readonly state: 'joining' | 'joined' | 'reconnecting';
  readonly muted: boolean;
  readonly deafened: boolean;
  /** A moderator has turned one's microphone off. */
  readonly silenced: boolean;
  /** Whether one is heard just now. */
  readonly speaking: boolean;
  /** What one sends, to be shown to oneself. */
  readonly camera: MediaStreamTrack | null;
  readonly screen: MediaStreamTrack | null;
  readonly microphone: MediaStreamTrack | null;
  /** The others, who came first comes first. */
  readonly peers: readonly VoicePeer[];
}

/**
 * How one's last call ended: one `left`, also for another call; was taken out or may not be in it any more (`removed`); went on with another device
 * (`moved`); was away for too long (`lost`); signed out or closed the client (`closed`).
 */
export type VoiceEnd = 'left' | 'removed' | 'moved' | 'lost' | 'closed';
