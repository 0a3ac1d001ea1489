import type { Store } from '../store/store.js';
import type { VoiceParticipant, VoiceRoom } from '../wire.js';

/** What the client knows of a call and of one's own part in it. */
export class Whereabouts {
  constructor(
    private readonly store: Store,
    private readonly channelId: string,
  ) {}

  /** Undefined while it is not known. */
  get room(): VoiceRoom | undefined {
    return this.store.state.voices[this.channelId];
  }

  /** One’s own stay, with whatever device. */
  get own(): VoiceParticipant | undefined {
    const { me } = this.store.state;
    return this.room?.participants.find(({ user }) => user.id === me?.id);
  }

  get isMember(): boolean {
    return this.store.state.memberships[this.channelId] !== undefined;
  }
}
