import { ApiProperty } from '@nestjs/swagger';
import { User } from '../../core/users/user.wire.js';

/** Somebody who is in a call, with one device. */
export class VoiceParticipant {
  channelId: string;
  user: User;
  /** Names this stay in the call, and is what signals are addressed to: another after each joining, the same after a lost connection. */
  peerId: string;
  /** Has turned the own microphone off. */
  muted: boolean;
  /** Hears nobody. */
  deafened: boolean;
  /** Shows themselves. */
  camera: boolean;
  /** Shares a screen. */
  screen: boolean;
  /** A moderator has turned their microphone off: nobody plays what still comes from it. */
  silenced: boolean;
  /** RFC 3339, UTC, milliseconds. */
  joinedAt: string;
  /** Grows with every change, over all calls of the person: of two copies the higher is the newer. */
  version: number;
}

/** A call in a DM: it begins with its first participant and ends with its last. */
export class VoiceCall {
  id: string;
  channelId: string;
  /** Who has begun it. */
  callerId: string;
  /** RFC 3339, UTC, milliseconds. */
  startedAt: string;
  /** Until when it rings with the others, RFC 3339. */
  ringUntil: string;
  /** When the first of the others came, RFC 3339; null while nobody has. */
  @ApiProperty({ type: String, nullable: true })
  answeredAt: string | null;
  /** RFC 3339; null while it goes on. */
  @ApiProperty({ type: String, nullable: true })
  endedAt: string | null;
  /** Those who have said that they will not come. */
  @ApiProperty({ type: [String] })
  declinedBy: string[];
  /** Grows with every change: of two copies the higher is the newer. */
  version: number;
}

/** Who is in the call of a channel. */
export class VoiceRoom {
  /** Who came first comes first. */
  @ApiProperty({ type: () => [VoiceParticipant] })
  participants: VoiceParticipant[];
  /** How many there may be at once. Everybody sends to everybody, so it is a small number. */
  limit: number;
  /** Of a DM, while it goes on; else null. */
  @ApiProperty({ type: () => VoiceCall, nullable: true })
  call: VoiceCall | null;
}
