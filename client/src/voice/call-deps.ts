import type { Commander } from '../net/commander.js';
import type { Store } from '../store/store.js';
import type { VoiceEnd, VoiceSource } from './view.js';

/** What a call needs of the client. */
export interface CallDeps {
  commander: Commander;
  store: Store;
  /** What one sends; the call reads it and changes nothing. */
  tracks: ReadonlyMap<VoiceSource, MediaStreamTrack>;
  changed(): void;
  ended(reason: VoiceEnd): void;
}
