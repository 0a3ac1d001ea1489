import type { Schemas } from './generated/contract.js';

/** Who may something in a team. `setting`: the team's setting that besides has to allow it. */
export interface TeamPolicy {
  readonly team: readonly Schemas['TeamRole'][];
  readonly setting?: 'channelCreation';
}

/** Who may something in a channel or on its messages; see docs/permissions.md. */
export interface ChannelPolicy {
  readonly on: 'channel' | 'message';
  readonly channel: readonly Schemas['ChannelRole'][];
  /** Roles in the team that suffice wherever the channel shows itself. */
  readonly team: readonly Schemas['TeamRole'][];
  /** Whether members of the team may who have not joined. */
  readonly visitors: 'public' | 'listed' | false;
  /** Refused while the channel is archived. */
  readonly live: boolean;
  readonly kinds: 'any' | 'rooms' | 'calls' | 'voice' | 'direct' | 'thread';
}
